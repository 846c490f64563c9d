import type { Unknown } from '../../schema/records.ts';
import { repositoryNamed } from '../claims/repository-named.ts';
import type { Estates } from '../estates.ts';

/**
 * What other programs did not say is not known: one gap a source, as its coverage has it. And of a repository with a found
 * credential that was not collected, nobody knows who reads it.
 */
export function claimUnknowns(estates: Estates): readonly Unknown[] {
  const { facts } = estates.claims;
  const own = facts.coverage
    .filter((each) => each.status !== 'complete' && each.kinds.length > 0)
    .map(({ source, operation, reason, status, kinds }) => ({
      source,
      operation,
      reason: reason === '' ? status : reason,
      kinds,
    }));
  const unread = new Map<string, Unknown>();
  for (const { source, repository } of facts.secrets)
    if (repository !== null && !unread.has(repository) && repositoryNamed(repository, estates) === null)
      unread.set(repository, {
        source,
        operation: 'GET /repos/{owner}/{repo}',
        reason: `${repository} was not collected: who may read it, and with it a credential that was found there, is not known`,
        kinds: ['can-read', 'discloses'],
      });
  return [...own, ...[...unread.values()].sort((a, b) => (a.reason < b.reason ? -1 : 1))];
}
