import type { StandingRule } from './aggregate.ts';

/** A rule as it is asked: null stands for anything. */
export interface CompiledRule extends StandingRule {
  readonly verbs: ReadonlySet<string> | null;
  readonly groups: ReadonlySet<string> | null;
  readonly names: ReadonlySet<string> | null;
}

/** The rules of a role, by what they say of resources: a request looks into three lists at most. */
export interface CompiledRole {
  readonly byResource: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly urls: readonly CompiledRule[];
  readonly rules: readonly CompiledRule[];
}

export function compileRole(rules: readonly StandingRule[]): CompiledRole {
  const byResource = new Map<string, CompiledRule[]>();
  const urls: CompiledRule[] = [];
  const compiled = rules.map((standing): CompiledRule => {
    const { rule } = standing;
    return {
      ...standing,
      verbs: anythingOr(rule.verbs),
      groups: anythingOr(rule.apiGroups),
      names: rule.resourceNames.length === 0 ? null : new Set(rule.resourceNames),
    };
  });
  for (const each of compiled) {
    for (const resource of new Set(each.rule.resources)) {
      const known = byResource.get(resource);
      if (known) known.push(each);
      else byResource.set(resource, [each]);
    }
    if (each.rule.nonResourceURLs.length > 0) urls.push(each);
  }
  return { byResource, urls, rules: compiled };
}

function anythingOr(texts: readonly string[]): ReadonlySet<string> | null {
  return texts.includes('*') ? null : new Set(texts);
}

const NONE: readonly CompiledRule[] = [];

/**
 * The rules that are about the verb on the resource, whatever they say of names. `*` is about everything, `*\/scale`
 * about that subresource of everything; `pods` is not about `pods/exec`, and `pods/*` is about nothing that exists.
 */
export function* rulesAbout(
  { byResource }: CompiledRole,
  verb: string,
  group: string,
  resource: string,
  subresource: string,
): Generator<CompiledRule> {
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  for (const rule of byResource.get(whole) ?? NONE) if (isAbout(rule, verb, group)) yield rule;
  if (whole !== '*')
    for (const rule of byResource.get('*') ?? NONE) if (isAbout(rule, verb, group)) yield rule;
  if (subresource !== '' && resource !== '*')
    for (const rule of byResource.get(`*/${subresource}`) ?? NONE) if (isAbout(rule, verb, group)) yield rule;
}

function isAbout({ verbs, groups }: CompiledRule, verb: string, group: string): boolean {
  return (verbs === null || verbs.has(verb)) && (groups === null || groups.has(group));
}

/** The rules that let the verb have the path. Only a trailing `*` stands for more: `/foo/*` is not about `/foo`. */
export function* rulesAboutUrl({ urls }: CompiledRole, verb: string, url: string): Generator<CompiledRule> {
  for (const each of urls)
    if (
      (each.verbs === null || each.verbs.has(verb)) &&
      each.rule.nonResourceURLs.some((one) => covers(one, url))
    )
      yield each;
}

function covers(said: string, url: string): boolean {
  if (said === '*' || said === url) return true;
  return said.endsWith('*') && url.startsWith(said.replace(/\*+$/, ''));
}
