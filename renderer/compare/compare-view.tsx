import { ArrowLeftRight, GitCompareArrows, LoaderCircle } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { FilterInput } from '../frame/filter-input.tsx';
import { Parts } from '../frame/parts.tsx';
import { fileName, useSession } from '../frame/session-store.ts';
import { readRecent, useStart } from '../start/start-store.ts';
import { differenceParts, fitting } from './compare-rows.ts';
import {
  beginComparing,
  chooseSide,
  comparedPaths,
  saveDifferences,
  setSide,
  stopComparing,
  swapSides,
  useCompare,
} from './compare-store.ts';
import { differencesMarkdown } from './compare-text.ts';
import { DifferenceList } from './difference-list.tsx';
import { driftLines } from './drift-lines.ts';
import { DriftSummary, driftTotal } from './drift-summary.tsx';
import './compare.css';

/** What came, went and changed between two snapshots, and what opened each new path. */
export function CompareView() {
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const { answer, drift, busy, failure, earlier } = useCompare();
  useEffect(() => beginComparing(handle), [handle]);
  useEffect(() => {
    void readRecent();
  }, []);
  return (
    <div className="compare">
      <div className="filter-bar">
        <h1>Compare</h1>
        <Side side="earlier" label="Earlier" />
        <button
          type="button"
          className="button quiet icon"
          aria-label="Swap earlier and later"
          title="Swap earlier and later"
          disabled={earlier === null}
          onClick={() => void swapSides()}
        >
          <ArrowLeftRight size={16} aria-hidden />
        </button>
        <Side side="later" label="Later" />
      </div>
      <div>
        {failure && (
          <div className="pad">
            <FailureNote failure={failure} onDismiss={() => useCompare.setState({ failure: null })} />
          </div>
        )}
        {busy && (
          <div className="note" role="status">
            <LoaderCircle size={16} aria-hidden className="spin" />
            <span className="grow">Comparing</span>
            <button type="button" className="button" onClick={stopComparing}>
              Cancel
            </button>
          </div>
        )}
      </div>
      {answer && drift ? (
        <Differences answer={answer} drift={drift} />
      ) : busy ? (
        <div />
      ) : (
        <div className="empty">
          <GitCompareArrows size={28} aria-hidden />
          <p>
            <strong>Nothing is compared yet.</strong>
          </p>
          <p>
            Choose the earlier snapshot; the open one is taken as the later. What either could not see is told
            apart from what came or went.
          </p>
          <button
            type="button"
            className="button"
            // biome-ignore lint/a11y/noAutofocus: nothing else can be done here yet
            autoFocus
            onClick={() => void chooseSide('earlier')}
          >
            Choose the earlier one…
          </button>
        </div>
      )}
    </div>
  );
}

const OTHER = '…';

/** One of the two snapshots: the open one, a recent file, or any other. */
function Side({ side, label }: { readonly side: 'earlier' | 'later'; readonly label: string }) {
  const chosen = useCompare((state) => state[side]);
  const recent = useStart((state) => state.recent) ?? [];
  const open = useSession((state) => state.snapshot?.info.path ?? null);
  const paths = recent
    .filter(({ exists, path }) => exists && /\.trustpath$/i.test(path) && path !== open)
    .map(({ path }) => path);
  const known = chosen !== null && !paths.includes(chosen) ? [chosen, ...paths] : paths;
  return (
    <label className="row compare-side">
      <span className="muted">{label}</span>
      <select
        className="input"
        value={chosen ?? ''}
        title={chosen ?? (side === 'later' ? (open ?? '') : '')}
        onChange={({ target }) => {
          if (target.value === OTHER) void chooseSide(side);
          else void setSide(side, target.value === '' ? null : target.value);
        }}
      >
        <option value="">
          {side === 'earlier' ? 'none chosen' : open === null ? 'none open' : `${fileName(open)} (open)`}
        </option>
        {known.map((path) => (
          <option key={path} value={path} title={path}>
            {fileName(path)}
          </option>
        ))}
        <option value={OTHER}>Another file…</option>
      </select>
    </label>
  );
}

function Differences({
  answer,
  drift,
}: {
  readonly answer: Output<'diff'>;
  readonly drift: Output<'drift'>['drift'];
}) {
  const { part, filter } = useCompare();
  const all = useMemo(() => differenceParts(answer), [answer]);
  const shown = useMemo(
    () => all.map((each) => ({ ...each, rows: fitting(each.rows, filter) })),
    [all, filter],
  );
  const [text, setText] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => useCompare.setState({ filter: text }), 80);
    return () => clearTimeout(timer);
  }, [text]);
  const { earlier, later } = comparedPaths();
  return (
    <div className="compare-answer">
      <div className="filter-bar">
        <FilterInput
          label="Filter the differences"
          placeholder="Filter by words, in every list"
          value={text}
          onChange={setText}
        />
        <span className="muted small grow clip" title={`${earlier}\n${later}`}>
          <Name text={fileName(earlier)} length={40} /> to <Name text={fileName(later)} length={40} />
        </span>
        <span className="row small">
          Copy as Markdown{' '}
          <CopyButton
            text={differencesMarkdown({ earlier, later }, shown)}
            label="Copy the differences as Markdown"
          />
        </span>
        <button type="button" className="button" onClick={() => void saveDifferences('markdown', shown)}>
          Markdown
        </button>
        <button type="button" className="button" onClick={() => void saveDifferences('csv', shown)}>
          CSV
        </button>
      </div>
      <Parts
        label="Kinds of difference"
        chosen={part}
        onChoose={(chosen) => useCompare.setState({ part: chosen })}
        parts={[
          {
            title: 'Drift report',
            count: driftTotal(driftLines(drift)),
            content: <DriftSummary drift={drift} />,
          },
          ...shown.map((each) => ({
            title: each.title,
            count: each.rows.length,
            content: <DifferenceList key={each.id} part={each} filtered={filter !== ''} />,
          })),
        ]}
      />
    </div>
  );
}
