import { exactly, isExact, literalStart, MANY, ONE, type TextPattern } from '../text-pattern.ts';

/**
 * Claims that a customised subject can hold, each as `key:value`; `repo` and `context` stand for the repository and for
 * what the default subject says after it. Source: GitHub Docs, "OpenID Connect reference", customizing the token claims.
 */
export const SUBJECT_KEYS = [
  'actor',
  'actor_id',
  'base_ref',
  'enterprise',
  'enterprise_id',
  'environment',
  'environment_node_id',
  'event_name',
  'head_ref',
  'job_workflow_ref',
  'job_workflow_sha',
  'ref',
  'ref_protected',
  'ref_type',
  'repo',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'run_attempt',
  'run_id',
  'run_number',
  'runner_environment',
  'sha',
  'workflow',
  'workflow_ref',
  'workflow_sha',
] as const;

const KEYS: ReadonlySet<string> = new Set(SUBJECT_KEYS);
const NEXT_KEY = new RegExp(`:(?=(?:${SUBJECT_KEYS.join('|')}):|pull_request(?::|$))`);

/**
 * What a pattern over `sub` says of the claims that a subject is made of. Values of GitHub's subjects hold no colon (it
 * becomes `%3A`), so the keys in between stand out; a wildcard spans them, and a key that comes after one is read only
 * where it is written out.
 */
export function claimsOfSubject(sub: TextPattern): ReadonlyMap<string, TextPattern> {
  const found = new Map<string, TextPattern>();
  let rest: string = sub;
  while (rest !== '') {
    const colon = rest.indexOf(':');
    const key = colon < 0 ? rest : rest.slice(0, colon);
    if (key === 'pull_request') {
      found.set('event', exactly('pull_request'));
      rest = colon < 0 ? '' : rest.slice(colon + 1);
      continue;
    }
    if (!KEYS.has(key) || colon < 0) {
      // A run of wildcards may hold further claims; those written out behind it still have to stand there.
      const next = rest.slice(1).search(NEXT_KEY);
      if (next < 0) break;
      rest = rest.slice(next + 2);
      continue;
    }
    const value = rest.slice(colon + 1);
    const end = value.indexOf(':');
    if (!found.has(key)) found.set(key, (end < 0 ? value : value.slice(0, end)) as TextPattern);
    rest = end < 0 ? '' : value.slice(end + 1);
  }
  return found;
}

/** How a pattern over `OWNER/NAME` (ids after `@` where the subject is immutable) pins the repository. */
export type RepositoryPin = 'one' | 'family' | 'owner' | 'beyond';

export function repositoryPin(repository: string): RepositoryPin {
  const slash = repository.indexOf('/');
  const owner = slash < 0 ? repository : repository.slice(0, slash);
  // The name of an owner holds no `@`, so whatever follows it is one and the same owner's id.
  const named = owner.replace(new RegExp(`@[${MANY}${ONE}0-9]+$`), '');
  if (slash < 0 || !isExact(named) || named === '') return 'beyond';
  const name = repository.slice(slash + 1);
  const plain = name.replace(new RegExp(`@[${MANY}${ONE}0-9]+$`), '');
  if (isExact(plain) && plain !== '') return 'one';
  return literalStart(plain) === '' ? 'owner' : 'family';
}
