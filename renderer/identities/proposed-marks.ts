import type { InventoryRow } from '../../schema/inventory.ts';
import type { CaseAction } from '../case/case-store.ts';

type Mark = Extract<CaseAction, { do: 'mark-all' }>['marks'][number];
export type Proposable = 'owner' | 'environment' | 'tier';

/** The marks that would confirm what is proposed of identities; none for what is decided already or not known. */
export function proposedMarks(rows: readonly InventoryRow[], mark: Proposable): readonly Mark[] {
  return rows.flatMap((row) => {
    const value = proposedValue(row, mark);
    return value === null ? [] : [{ entity: row.id, mark, value } as Mark];
  });
}

function proposedValue({ owner, environment, tier }: InventoryRow, mark: Proposable): string | number | null {
  if (mark === 'owner') return owner && !owner.assigned ? owner.name : null;
  if (mark === 'environment') return environment && !environment.confirmed ? environment.name : null;
  return tier && !tier.confirmed ? tier.value : null;
}
