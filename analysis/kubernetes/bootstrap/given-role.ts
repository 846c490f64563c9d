/** A role that every cluster is created with, as the tables here write it. */
export interface GivenRole {
  readonly name: string;
  readonly rules: readonly GivenRule[];
  /** Roles that take over its rules: `view` by the label `aggregate-to-view`. */
  readonly feeds?: string;
  /** Takes over the rules of roles that feed this name. */
  readonly fedAs?: string;
}

export interface GivenRule {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

/** One rule about resources: lists are separated by spaces, `core` is the core group. */
export function rule(verbs: string, groups: string, resources: string, names = ''): GivenRule {
  return {
    verbs: words(verbs),
    groups: words(groups).map((each) => (each === 'core' ? '' : each)),
    resources: words(resources),
    names: words(names),
    urls: [],
  };
}

export function urls(paths: string, verbs = 'get'): GivenRule {
  return { verbs: words(verbs), groups: [], resources: [], names: [], urls: words(paths) };
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

export const READ = 'get list watch';
export const CHANGE = 'create delete deletecollection patch update';
