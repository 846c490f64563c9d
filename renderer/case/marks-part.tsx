import { useMemo, useState } from 'react';
import { JewelMark } from '../entity/entity-icon.tsx';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { go } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { markWords } from './action-words.ts';
import type { CaseState, Marks } from './case-store.ts';
import { showInInventory } from './show-in-inventory.ts';

type Row = CaseState['marks'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'entity',
    header: 'Entity',
    width: 'minmax(240px, 2fr)',
    cell: ({ entity, marks }) => (
      <>
        <FluidIdentifier text={entity} />
        <JewelMark tier={marks['crown-jewel'] ? 0 : null} size={12} />
      </>
    ),
  },
  {
    key: 'marks',
    header: 'Marked',
    width: 'minmax(240px, 3fr)',
    cell: ({ marks }) => (
      <span className="clip">
        <Name text={wordsOf(marks)} length={160} />
      </span>
    ),
  },
];

function wordsOf(marks: Marks): string {
  return Object.entries(marks)
    .map(([mark, value]) => markWords({ mark, value } as Parameters<typeof markWords>[0]))
    .join('; ');
}

/** All that is marked. Enter shows the entity where it can be marked otherwise. */
export function MarksPart({ open }: { readonly open: CaseState }) {
  const snapshot = useSession((state) => state.snapshot);
  const [selected, setSelected] = useState<number | null>(null);
  const rows = useMemo(() => [...open.marks].sort((a, b) => (a.entity < b.entity ? -1 : 1)), [open.marks]);
  if (rows.length === 0)
    return (
      <div className="empty">
        <p>
          <strong>Nothing is marked yet.</strong>
        </p>
        <p>Choose one or several entities in Identities; the inspector marks them.</p>
        <button type="button" className="button" onClick={() => go('identities')}>
          Open Identities
        </button>
      </div>
    );
  return (
    <VirtualTable
      label="Marked entities"
      columns={COLUMNS}
      count={rows.length}
      row={(index) => rows[index]}
      selected={selected}
      onSelect={setSelected}
      onOpen={(index) => {
        const row = rows[index];
        if (row && snapshot) showInInventory(snapshot.handle, row.entity);
      }}
    />
  );
}
