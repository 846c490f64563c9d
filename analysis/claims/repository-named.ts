import type { Estates } from '../estates.ts';
import type { Repository } from '../github/estate/estate.ts';

/** The collected repository of that `OWNER/NAME`, in whichever spelling; null where there is none. */
export function repositoryNamed(full: string | null, { github }: Pick<Estates, 'github'>): Repository | null {
  if (full === null) return null;
  const lower = full.toLowerCase();
  for (const repository of github.repositories.values())
    if (`${repository.organization.fact.login}/${repository.fact.name}`.toLowerCase() === lower)
      return repository;
  return null;
}
