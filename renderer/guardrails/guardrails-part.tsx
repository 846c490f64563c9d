import { LoaderCircle, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { engine } from '../engine-client.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { showFailure } from '../frame/session-store.ts';
import { Split } from '../frame/split.tsx';
import type { ProgrammePart } from '../programme/part.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { GuardrailFiles } from './guardrail-files.tsx';
import { GuardrailInspector } from './guardrail-inspector.tsx';
import { type GuardrailRow, guardrailRows } from './guardrail-rows.ts';
import { GuardrailVerdict } from './guardrail-verdict.tsx';
import {
  beginGuardrails,
  exportGuardrails,
  makeGuardrails,
  stopGuardrails,
  type Template,
  useGuardrails,
} from './guardrails-store.ts';
import './guardrails.css';

export const guardrailsPart: ProgrammePart = {
  id: 'guardrails',
  title: 'Guardrails',
  Content: Guardrails,
};

const COLUMNS: readonly Column<GuardrailRow>[] = [
  {
    key: 'verdict',
    header: 'Tried',
    width: '84px',
    cell: ({ made }) =>
      made ? <GuardrailVerdict verdict={made.check.verdict} /> : <span className="muted">–</span>,
  },
  {
    key: 'title',
    header: 'Guardrail',
    width: 'minmax(240px, 4fr)',
    cell: (row) => (
      <span
        className={row.made ? 'clip' : 'clip muted'}
        title={row.made?.title ?? `${row.template.title}. ${row.note}`}
      >
        <Name text={row.made?.title ?? row.template.title} />
        {row.made === null && row.note !== '' && `: ${row.note}`}
      </span>
    ),
  },
  {
    key: 'breaks',
    header: 'Breaks',
    width: '60px',
    align: 'right',
    cell: ({ made }) => made?.check.broken.length.toLocaleString('en'),
  },
  {
    key: 'keeps',
    header: 'Keeps',
    width: '60px',
    align: 'right',
    cell: ({ made }) => made?.check.kept.length.toLocaleString('en'),
  },
];

/** Policies and templates for a team's repositories, each tried against the snapshot before it is given. */
function Guardrails({ handle }: { readonly handle: string }) {
  useEffect(() => beginGuardrails(handle), [handle]);
  const { made, failure, selected, written } = useGuardrails();
  const templates = useTemplates();
  const { rows, notes } = useMemo(() => guardrailRows(templates, made), [templates, made]);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected),
  );
  const row = rows[at];
  const table = (
    <VirtualTable
      label="Guardrails"
      columns={COLUMNS}
      count={rows.length}
      row={(index) => rows[index]}
      selected={rows.length === 0 ? null : at}
      onSelect={(index) => useGuardrails.setState({ selected: rows[index]?.id ?? null })}
    />
  );
  const files = row?.made && {
    id: 'files',
    size: '50%',
    min: '96px',
    content: <GuardrailFiles key={row.id} guardrail={row.made} />,
  };
  return (
    <div className="guardrails">
      <Bar handle={handle} />
      <div>
        {failure && (
          <div className="pad">
            <FailureNote failure={failure} onDismiss={() => useGuardrails.setState({ failure: null })} />
          </div>
        )}
        {written !== null && (
          <p className="note" role="status">
            <span>
              Written to <Name text={written} length={80} />. Those that failed when they were tried are not
              among them.
            </span>
          </p>
        )}
        {notes.map((note) => (
          <p key={note} className="note small">
            <Name text={note} length={240} />
          </p>
        ))}
      </div>
      <Split
        id="guardrails"
        orientation="horizontal"
        sides={[
          {
            id: 'list',
            size: '62%',
            min: '320px',
            content: (
              <Split
                id="guardrails-list"
                orientation="vertical"
                sides={[
                  { id: 'table', size: '50%', min: '120px', content: table },
                  ...(files ? [files] : []),
                ]}
              />
            ),
          },
          {
            id: 'inspector',
            size: '340px',
            min: '260px',
            content: (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
              <section className="inspector" aria-label="Inspector" tabIndex={0}>
                {row && <GuardrailInspector row={row} />}
              </section>
            ),
          },
        ]}
      />
    </div>
  );
}

function Bar({ handle }: { readonly handle: string }) {
  const { about, made, busy } = useGuardrails();
  const given = made?.guardrails.filter(({ check }) => check.verdict !== 'fails').length ?? 0;
  return (
    <div className="filter-bar guardrails-bar">
      <p className="grow muted small">
        Files for a team's repositories, each tried on a copy in memory. Nothing is applied anywhere.
      </p>
      {about && (
        <span className="chip" title={about.title}>
          For: <Name text={about.title} length={36} />
          <button
            type="button"
            className="button quiet icon"
            aria-label="Make them for the whole snapshot"
            onClick={() => void makeGuardrails(null)}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      )}
      {busy !== null ? (
        <>
          <span className="row" role="status">
            <LoaderCircle size={16} aria-hidden className="spin" />
            <span className="clip guardrails-busy">{busy}</span>
          </span>
          <button type="button" className="button" onClick={stopGuardrails}>
            Cancel
          </button>
        </>
      ) : (
        <>
          <button
            key={handle}
            type="button"
            className="button primary"
            onClick={() => void makeGuardrails(about)}
          >
            {made === null ? 'Make them for this snapshot' : 'Make again'}
          </button>
          <button
            type="button"
            className="button"
            disabled={given === 0}
            onClick={() => void exportGuardrails()}
          >
            Export to a folder…
          </button>
        </>
      )}
    </div>
  );
}

function useTemplates(): readonly Template[] {
  const [templates, setTemplates] = useState<readonly Template[]>([]);
  useEffect(() => {
    engine.request('guardrails.templates', {}).then((answer) => setTemplates(answer.templates), showFailure);
  }, []);
  return templates;
}
