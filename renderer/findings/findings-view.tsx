import { useEffect, useMemo } from 'react';
import type { Finding } from '../../schema/contract.ts';
import { FINDING_FORMATS, SEVERITIES, type Severity } from '../../schema/findings.ts';
import { useCase } from '../case/case-store.ts';
import { ExceptionMark } from '../entity/exception-mark.tsx';
import { plural } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { FilterInput } from '../frame/filter-input.tsx';
import { ListAndInspector, NothingFits } from '../frame/list-and-inspector.tsx';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { useSession } from '../frame/session-store.ts';
import { GivenUp, Waiting } from '../frame/waiting.tsx';
import { clearSelection, openDocument } from '../investigate/investigate-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { counts, filtered, NO_FILTER, rulesIn } from './filter-findings.ts';
import { FindingInspector } from './finding-inspector.tsx';
import {
  exportFindings,
  findAll,
  leaveFindings,
  setFilter,
  stopFinding,
  useFindings,
} from './findings-store.ts';
import { SeverityMark } from './severity-mark.tsx';
import './findings.css';

const COLUMNS: readonly Column<Finding>[] = [
  {
    key: 'severity',
    header: 'Severity',
    width: '96px',
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  {
    key: 'title',
    header: 'Finding',
    width: 'minmax(260px, 4fr)',
    cell: ({ title, exception }) => (
      <span className="clip" title={title}>
        {exception && (
          <>
            <ExceptionMark exception={exception} />{' '}
          </>
        )}
        <Name text={title} />
      </span>
    ),
  },
  { key: 'confidence', header: 'Confidence', width: '84px', cell: ({ confidence }) => confidence },
  {
    key: 'entity',
    header: 'Entity',
    width: 'minmax(140px, 1.6fr)',
    cell: ({ entity }) => <FluidIdentifier text={entity} />,
  },
];

const FORMAT_LABELS = { csv: 'CSV', sarif: 'SARIF', ocsf: 'OCSF' } as const;

/** What is wrong in the snapshot, worst first, with the proof of the one chosen. */
export function FindingsView() {
  const snapshot = useSession((state) => state.snapshot);
  if (!snapshot) return <NeedsSnapshot what="The list of findings" />;
  return <Findings handle={snapshot.handle} />;
}

function Findings({ handle }: { readonly handle: string }) {
  const state = useFindings();
  const counted = useCase((each) => each.open);
  useEffect(clearSelection, []);
  useEffect(() => {
    void findAll(handle, counted);
    return leaveFindings;
  }, [handle, counted]);
  const all = state.handle === handle ? state.findings : null;
  const shown = useMemo(() => filtered(all ?? [], state.filter), [all, state.filter]);
  // The worst is what a person looks at first.
  const at = state.selected === null ? 0 : shown.findIndex(({ id }) => id === state.selected);
  const chosen = shown[at];
  const list =
    all === null ? (
      state.failure ? null : state.stopped ? (
        <GivenUp onAgain={() => void findAll(handle, counted)} />
      ) : (
        <Waiting doing={state.doing} onCancel={stopFinding} />
      )
    ) : all.length === 0 ? (
      <div className="empty">
        <p>
          <strong>Nothing was found with what was collected.</strong>
        </p>
        <p className="muted">Coverage tells what was not seen: unknown is not absent.</p>
      </div>
    ) : shown.length === 0 ? (
      <NothingFits onClear={() => setFilter(NO_FILTER)} />
    ) : (
      <VirtualTable
        label="Findings"
        columns={COLUMNS}
        count={shown.length}
        row={(index) => shown[index]}
        selected={at < 0 ? null : at}
        takesFocus
        onSelect={(index) => useFindings.setState({ selected: shown[index]?.id ?? null })}
        onMenu={(_, x, y) => openContextMenu(x, y, 'finding')}
        onOpen={(index) => {
          const [step] = shown[index]?.proof ?? [];
          if (step) openDocument(step);
        }}
      />
    );
  return (
    <ListAndInspector
      id="findings"
      handle={handle}
      bar={<FilterBar found={all} shown={shown.length} />}
      failure={state.failure}
      list={list}
      inspector={
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
        <section className="inspector" aria-label="Inspector" tabIndex={0}>
          {chosen ? (
            <FindingInspector handle={handle} finding={chosen} rule={state.rules.get(chosen.rule)} />
          ) : (
            <p className="empty">
              Choose a finding to see why it is so and how to mend it. Enter opens its proof.
            </p>
          )}
        </section>
      }
    />
  );
}

/** `found` is null until it is known how many there are. */
function FilterBar({ found, shown }: { readonly found: readonly Finding[] | null; readonly shown: number }) {
  const all = found ?? [];
  const { filter, rules, exported } = useFindings();
  const told = counts(all).map(([severity, count]) => `${count} ${severity}`);
  return (
    <div className="filter-bar findings-bar">
      <h1>Findings</h1>
      <FilterInput label="Filter by words" value={filter.text} onChange={(text) => setFilter({ text })} />
      <select
        className="input severity-filter"
        aria-label="Severity"
        value={filter.severity ?? ''}
        onChange={(event) => setFilter({ severity: (event.target.value || null) as Severity | null })}
      >
        <option value="">Every severity</option>
        {SEVERITIES.slice(0, -1).map((severity) => (
          <option key={severity} value={severity}>
            {severity === 'critical' ? 'critical' : `${severity} and worse`}
          </option>
        ))}
      </select>
      <select
        className="input rule-filter"
        aria-label="Rule"
        value={filter.rule ?? ''}
        onChange={(event) => setFilter({ rule: event.target.value || null })}
      >
        <option value="">Every rule</option>
        {rulesIn(all).map(([id, count]) => (
          <option key={id} value={id}>
            {rules.get(id)?.title ?? id} ({count})
          </option>
        ))}
      </select>
      <span className="muted grow findings-count" role="status">
        {exported ??
          (found === null
            ? null
            : shown === all.length
              ? [plural(all.length, 'finding'), ...told].join(', ')
              : `${shown} of ${plural(all.length, 'finding')}`)}
      </span>
      <span className="row">
        {FINDING_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={all.length === 0}
            title={`Save every finding as ${FORMAT_LABELS[format]}`}
            onClick={() => void exportFindings(format)}
          >
            {FORMAT_LABELS[format]}
          </button>
        ))}
      </span>
    </div>
  );
}
