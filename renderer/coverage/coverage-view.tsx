import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  Hourglass,
  type LucideIcon,
  ShieldQuestionMark,
} from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { CoverageReport } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { asFailure, useSession } from '../frame/session-store.ts';
import { titleOf, unknownsOf } from '../investigate/answer.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { type CoverageRow, coverageRows, isGap } from './coverage-rows.ts';
import { useCoverage } from './coverage-store.ts';
import { IntegrityNote } from './integrity-note.tsx';
import './coverage.css';

const ICONS: Readonly<Record<CoverageRow['status'], LucideIcon>> = {
  complete: CircleCheck,
  denied: Ban,
  throttled: Hourglass,
  failed: CircleX,
  skipped: CircleMinus,
  unsupported: ShieldQuestionMark,
  'not read': CircleDashed,
};

function regionsOf({ regions }: CoverageRow): string {
  return regions.length > 1 ? plural(regions.length, 'region') : (regions[0] ?? 'global');
}

/** What was seen and what was not, gaps first, and what a gap can hide. */
export function CoverageView() {
  const snapshot = useSession((state) => state.snapshot);
  const answer = useNavigation((history) => here(history).answer);
  const [report, setReport] = useState<CoverageReport | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  const { only, selected } = useCoverage();
  const handle = snapshot?.handle ?? null;
  useEffect(() => {
    if (handle === null) return;
    const abort = new AbortController();
    engine
      .request('snapshot.coverage', { handle }, { signal: abort.signal })
      .then(setReport, (thrown: unknown) => {
        if (!abort.signal.aborted) setFailure(asFailure(thrown));
      });
    return () => abort.abort();
  }, [handle]);
  const unknowns = unknownsOf(answer);
  const all = useMemo(() => (report ? coverageRows(report, unknowns) : []), [report, unknowns]);
  const shown = only === 'answer' && unknowns.length === 0 ? 'all' : only;
  const rows = { all, gaps: all.filter(isGap), answer: all.filter((row) => row.canChange) }[shown];
  if (!snapshot) return <NeedsSnapshot what="Coverage" />;
  const calls = report?.sources.flatMap((source) => source.calls) ?? [];
  const gaps = calls.filter(isGap).length;
  const unread = all.filter((row) => row.status === 'not read').length;
  const columns: readonly Column<CoverageRow>[] = [
    {
      key: 'status',
      header: 'Status',
      width: '116px',
      cell: (row) => {
        const Icon = ICONS[row.status];
        return (
          <span className={isGap(row) ? 'coverage-status warn-text' : 'coverage-status'}>
            <Icon size={14} aria-hidden /> {row.status}
          </span>
        );
      },
    },
    {
      key: 'operation',
      header: 'Operation',
      width: 'minmax(220px, 1.4fr)',
      cell: (row) => (
        <span className="mono clip" title={row.operation}>
          {row.operation}
        </span>
      ),
    },
    {
      key: 'region',
      header: 'Region',
      width: '100px',
      cell: (row) => (
        <span className="clip" title={row.regions.join(', ')}>
          {row.status === 'not read' ? '' : regionsOf(row)}
        </span>
      ),
    },
    {
      key: 'items',
      header: 'Items',
      width: '64px',
      align: 'right',
      cell: (row) => (row.status === 'not read' ? '' : row.items.toLocaleString('en')),
    },
    {
      key: 'reason',
      header: 'Reason',
      width: 'minmax(200px, 2.4fr)',
      cell: (row) => (
        <span className="clip" title={row.reason}>
          {row.reason !== '' && <Name text={row.reason} />}
        </span>
      ),
    },
    {
      key: 'kinds',
      header: 'Concerns',
      width: 'minmax(140px, 1.4fr)',
      cell: (row) => <span className="clip">{row.kinds.map((kind) => verbOf(kind)).join(', ')}</span>,
    },
    {
      key: 'bears',
      header: 'Current answer',
      width: '108px',
      cell: (row) => (row.canChange ? <span className="warn-text">can change</span> : ''),
    },
    {
      key: 'source',
      header: 'Source',
      width: 'minmax(120px, 1fr)',
      cell: (row) => (
        <span className="clip">
          <Name text={row.source} length={36} />
        </span>
      ),
    },
  ];
  const chosen = selected === null ? undefined : rows[selected];
  return (
    <div className="coverage">
      <div className="filter-bar">
        <h1>Coverage</h1>
        <span className="grow muted">
          {snapshot.info.sealedAt === null
            ? `${gaps.toLocaleString('en')} of ${plural(calls.length, 'operation')} were not done when the collection was cut off.`
            : gaps === 0
              ? `All ${plural(calls.length, 'operation')} complete.`
              : `${plural(gaps, 'gap')} in ${plural(calls.length, 'operation')}. What was not seen is unknown, not absent.`}
        </span>
        <label className="row small">
          Show
          <select
            className="input"
            value={shown}
            onChange={(event) =>
              useCoverage.setState({ only: event.target.value as typeof only, selected: null })
            }
          >
            <option value="all">everything</option>
            <option value="gaps">gaps</option>
            {unknowns.length > 0 && <option value="answer">gaps of the current answer</option>}
          </select>
        </label>
      </div>
      <IntegrityNote handle={snapshot.handle} sealed={snapshot.info.sealedAt !== null} />
      {failure && (
        <div className="pad">
          <FailureNote failure={failure} />
        </div>
      )}
      {answer && unknowns.length > 0 && (
        <p className="coverage-answer">
          <Name text={titleOf(answer)} length={90} />: {plural(unknowns.length, 'gap')} could change this
          answer{unread > 0 && `, ${unread.toLocaleString('en')} of them never read`}.
        </p>
      )}
      <div className="coverage-body">
        {report && rows.length === 0 ? (
          <div className="empty">
            <p>
              <strong>No gaps: every operation tried was complete.</strong>
            </p>
          </div>
        ) : (
          <VirtualTable
            label="Coverage by operation"
            columns={columns}
            count={rows.length}
            row={(index) => rows[index]}
            selected={selected}
            onSelect={(index) => useCoverage.setState({ selected: index })}
          />
        )}
      </div>
      {chosen && (
        <section className="coverage-detail" aria-label="The operation chosen">
          <p>
            <strong className="mono">{chosen.operation}</strong>{' '}
            {chosen.regions.length > 0 && `in ${chosen.regions.join(', ')} `}of{' '}
            <Name text={chosen.source} length={60} />: {chosen.status}
            {chosen.status !== 'not read' &&
              `, ${plural(chosen.items, 'item')} in ${plural(chosen.calls, 'call')}`}
            .
          </p>
          {chosen.reason !== '' && (
            <p>
              <Name text={chosen.reason} />
            </p>
          )}
          {chosen.kinds.length > 0 && (
            <p className="muted">
              Relations that cannot be known fully because of it:{' '}
              {chosen.kinds.map((kind) => verbOf(kind)).join(', ')}.
            </p>
          )}
        </section>
      )}
    </div>
  );
}
