import { Copy, FilePlus2, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useCase } from '../case/case-store.ts';
import { escapeText } from '../entity/escape-text.ts';
import { plural } from '../entity/kind.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { fileName, useSession } from '../frame/session-store.ts';
import { Split } from '../frame/split.tsx';
import type { ProgrammePart } from '../programme/part.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { BehindList } from './behind-list.tsx';
import { MeasureInspector } from './measure-inspector.tsx';
import { isPartial, partText, valueText } from './measure-words.ts';
import { chooseSnapshots, copyMeasures, measure, stopMeasuring, useMeasures } from './measures-store.ts';
import { Sparkline } from './sparkline.tsx';
import { rowsOf, type TrendRow } from './trend-table.ts';
import './measures.css';

export const measuresPart: ProgrammePart = { id: 'measures', title: 'Measures', Content: Measures };

const COLUMNS: readonly Column<TrendRow>[] = [
  {
    key: 'title',
    header: 'Measure',
    width: 'minmax(128px, 3fr)',
    cell: ({ now }) => (
      <span className="clip" title={now.title}>
        {now.title}
      </span>
    ),
  },
  {
    key: 'value',
    header: 'Value',
    width: 'minmax(100px, 1fr)',
    align: 'right',
    cell: ({ now }) => (
      <span className={now.value === null ? 'muted' : undefined} title={partText(now)}>
        {valueText(now.value, now.unit)}
      </span>
    ),
  },
  {
    key: 'change',
    header: 'Since the last',
    width: '132px',
    align: 'right',
    cell: ({ change }) =>
      change === null ? null : change.says === 'same' ? (
        <span className="muted">no change</span>
      ) : (
        <>
          <span>{change.text}</span> <span className="muted small">{change.says}</span>
        </>
      ),
  },
  { key: 'trend', header: 'Trend', width: '112px', cell: (row) => <Sparkline row={row} /> },
  {
    key: 'data',
    header: 'Data',
    width: '72px',
    cell: ({ now }) =>
      now.value === null ? (
        <span className="muted">none</span>
      ) : isPartial(now) ? (
        <>
          <TriangleAlert size={14} aria-hidden className="warn-text" /> partial
        </>
      ) : (
        'whole'
      ),
  },
];

/** The measures of the open snapshot, with those of the case's other snapshots as a trend. */
function Measures({ handle }: { readonly handle: string }) {
  const counted = useCase((state) => state.open);
  const path = useSession((state) => state.snapshot?.info.path ?? '');
  const { columns, failure, selected, behind, handle: of } = useMeasures();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the case says is counted
  useEffect(() => {
    void measure(handle);
  }, [handle, counted]);
  useEffect(() => stopMeasuring, []);
  const rows = useMemo(() => (of === handle ? rowsOf(columns, path) : []), [columns, path, of, handle]);
  const shown = rows.find(({ now }) => now.id === behind);
  if (shown) return <BehindList key={shown.now.id} handle={handle} measure={shown.now} />;
  return (
    <div className="list-view">
      <MeasuresBar measured={columns.filter((each) => each.failure === null).length} />
      {failure && (
        <div className="pad">
          <FailureNote failure={failure} />
        </div>
      )}
      {columns.some((each) => each.failure !== null) && (
        <ul className="note warn measures-failed">
          {columns.flatMap((each) =>
            each.failure === null ? [] : [<li key={each.path}>{escapeText(each.failure.message)}</li>],
          )}
        </ul>
      )}
      <div className="list-view-body">
        <Split
          id="measures"
          orientation="horizontal"
          sides={[
            {
              id: 'list',
              size: '66%',
              min: '320px',
              content: (
                <VirtualTable
                  label="Measures"
                  columns={COLUMNS}
                  count={rows.length}
                  row={(index) => rows[index]}
                  selected={selected}
                  onSelect={(index) => useMeasures.setState({ selected: index })}
                  takesFocus
                  onOpen={(index) => {
                    const row = rows[index];
                    if (row && row.now.count > 0) useMeasures.setState({ behind: row.now.id });
                  }}
                />
              ),
            },
            {
              id: 'inspector',
              size: '300px',
              min: '240px',
              content: <MeasureInspector row={rows[selected]} />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function MeasuresBar({ measured }: { readonly measured: number }) {
  const progress = useMeasures((state) => state.progress);
  return (
    <div className="filter-bar">
      {progress ? (
        <>
          <LoaderCircle size={16} aria-hidden className="spin" />
          <span role="status" className="clip">
            {`Measuring ${progress.done + 1} of ${progress.total}: ${fileName(progress.detail)}`}
          </span>
          <button type="button" className="button" onClick={stopMeasuring}>
            Cancel
          </button>
        </>
      ) : (
        <span className="muted" role="status">
          {plural(measured, 'snapshot')} measured
        </span>
      )}
      <span className="grow" />
      <button type="button" className="button" onClick={() => void chooseSnapshots()}>
        <FilePlus2 size={14} aria-hidden /> Add snapshots…
      </button>
      <button type="button" className="button" disabled={measured === 0} onClick={() => void copyMeasures()}>
        <Copy size={14} aria-hidden /> Copy as Markdown
      </button>
    </div>
  );
}
