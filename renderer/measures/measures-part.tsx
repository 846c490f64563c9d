import { useEffect, useState } from 'react';
import type { TrustpathError } from '../../schema/errors.ts';
import type { Measure } from '../../schema/measures.ts';
import { useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import type { ProgrammePart } from '../programme/part.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';

export const measuresPart: ProgrammePart = { id: 'measures', title: 'Measures', Content: Measures };

const COLUMNS: readonly Column<Measure>[] = [
  { key: 'title', header: 'Measure', width: 'minmax(220px, 3fr)', cell: ({ title }) => title },
  {
    key: 'value',
    header: 'Value',
    width: '120px',
    align: 'right',
    cell: ({ value }) => (value === null ? 'not known' : value.toLocaleString('en')),
  },
  { key: 'unit', header: 'Unit', width: '100px', cell: ({ unit }) => unit },
  {
    key: 'unknown',
    header: 'Not known',
    width: 'minmax(160px, 4fr)',
    cell: ({ unknown }) => <span className="clip muted">{unknown}</span>,
  },
];

function Measures({ handle }: { readonly handle: string }) {
  const counted = useCase((state) => state.open);
  const [measures, setMeasures] = useState<readonly Measure[] | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  const [selected, setSelected] = useState<number | null>(0);
  useEffect(() => {
    const abort = new AbortController();
    engine
      .request('measures', { handle, ...(counted && { case: counted.case }) }, { signal: abort.signal })
      .then(
        (answer) => setMeasures(answer.measures),
        (thrown: unknown) => {
          if (!abort.signal.aborted) setFailure(asFailure(thrown));
        },
      );
    return () => abort.abort();
  }, [handle, counted]);
  if (failure)
    return (
      <div className="pad">
        <FailureNote failure={failure} />
      </div>
    );
  if (!measures)
    return (
      <p className="muted pad" aria-live="polite">
        Measuring…
      </p>
    );
  return (
    <VirtualTable
      label="Measures"
      columns={COLUMNS}
      count={measures.length}
      row={(index) => measures[index]}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
