import { useEffect, useState } from 'react';
import { clockStepsBack } from '../../schema/clock-steps.ts';
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

/** `setBack`: the clock said an earlier time than for the action before. */
type Shown = Entry & { readonly setBack: boolean };

const COLUMNS: readonly Column<Shown>[] = [
  { key: 'number', header: 'No.', width: '56px', align: 'right', cell: ({ number }) => number },
  { key: 'at', header: 'When', width: '170px', cell: ({ at }) => <Time utc={at} /> },
  {
    key: 'what',
    header: 'What',
    width: 'minmax(280px, 3fr)',
    cell: ({ action, undoes, setBack }) => (
      <span className="clip">
        {undoes !== undefined && <span className="muted">takes back {undoes}: </span>}
        <Name text={actionWords(action)} length={150} />
        {setBack && <span className="muted"> (the clock was set back before this)</span>}
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
  const [entries, setEntries] = useState<readonly Shown[]>([]);
  const [selected, setSelected] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after each action
  useEffect(() => {
    let wanted = true;
    engine
      .request('case.log', { case: open.case, limit: SHOWN })
      .then((log) => wanted && setEntries(withSteps(log.entries)), showFailure);
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

/** Entries come latest first. */
function withSteps(entries: readonly Entry[]): Shown[] {
  const steps = new Set(clockStepsBack(entries.map(({ at }) => at).reverse()));
  return entries.map((entry, index) => ({ ...entry, setBack: steps.has(entries.length - 1 - index) }));
}
