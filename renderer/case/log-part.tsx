import { useEffect, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { showFailure } from '../frame/session-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { actionWords } from './action-words.ts';
import type { CaseState } from './case-store.ts';

type Entry = Output<'case.log'>['entries'][number];
const SHOWN = 2_000;

const COLUMNS: readonly Column<Entry>[] = [
  { key: 'number', header: 'No.', width: '56px', align: 'right', cell: ({ number }) => number },
  { key: 'at', header: 'When', width: '170px', cell: ({ at }) => <Time utc={at} /> },
  {
    key: 'what',
    header: 'What',
    width: 'minmax(280px, 3fr)',
    cell: ({ action, undoes }) => (
      <span className="clip">
        {undoes !== undefined && <span className="muted">takes back {undoes}: </span>}
        <Name text={actionWords(action)} length={150} />
      </span>
    ),
  },
  {
    key: 'hash',
    header: 'Hash',
    width: '150px',
    cell: ({ hash }) => <Identifier text={hash} length={16} />,
  },
];

/** Every action of the case, latest first. */
export function LogPart({ open }: { readonly open: CaseState }) {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [selected, setSelected] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after each action
  useEffect(() => {
    let wanted = true;
    engine
      .request('case.log', { case: open.case, limit: SHOWN })
      .then((log) => wanted && setEntries(log.entries), showFailure);
    return () => {
      wanted = false;
    };
  }, [open.case, open.head.number]);
  if (open.head.number === 0) return <p className="muted pad">Nothing was done yet.</p>;
  return (
    <VirtualTable
      label="Log of the case"
      columns={COLUMNS}
      count={entries.length}
      row={(index) => entries[index]}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
