import type { Coverage, Unknown } from '../../schema/records.ts';
import type { GithubEstate } from '../github/estate/estate.ts';
import type { Ends } from '../providers/provider.ts';

/**
 * What of GitHub was refused or failed, with the permission that GitHub's own header named. Every organization whose things
 * are asked about, or from whose workflows the way to a cloud could lead; each gap once, however many repositories have it.
 */
export function githubUnknowns({ facts }: GithubEstate, ends: Ends): readonly Unknown[] {
  const sources = facts.sources.filter(({ id, account }) => {
    const org = account ?? id.slice(id.indexOf(':') + 1);
    const named = [ends.from, ends.to].filter((each) => each?.startsWith('github://'));
    return named.length === 0 || named.some((each) => belongsTo(each as string, org));
  });
  const ids = new Set(sources.map(({ id }) => id));
  // What begins outside of GitHub never comes to it: only its own things lead on to others.
  if (ends.from !== null && !ends.from.startsWith('github://') && ends.from !== 'internet') return [];
  const lacking = facts.coverage.filter(
    (each) => ids.has(each.source) && each.status !== 'complete' && each.kinds.length > 0,
  );
  const same = Map.groupBy(
    lacking,
    (each) => `${each.source}\n${each.operation}\n${each.status}\n${each.reason}`,
  );
  return [...same.values()].map((group) => {
    const [first] = group as [Coverage];
    return {
      source: first.source,
      operation: first.operation,
      reason: first.reason === '' ? first.status : first.reason,
      kinds: [...new Set(group.flatMap(({ kinds }) => kinds))],
    };
  });
}

function belongsTo(id: string, org: string): boolean {
  const own = `github://${org}`.toLowerCase();
  const lower = id.toLowerCase();
  return lower === own || lower.startsWith(`${own}/`);
}
