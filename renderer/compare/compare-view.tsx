import { FolderOpen, GitCompareArrows, LoaderCircle } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Hop, Output } from '../../schema/contract.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { plural, verbOf } from '../entity/kind.ts';
import { FluidIdentifier, Identifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { useSession } from '../frame/session-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { beginComparing, chooseEarlier, stopComparing, useCompare } from './compare-store.ts';
import './compare.css';

type Diff = Output<'diff'>;

/** What came, went and changed since an earlier snapshot, and what opened each new path. */
export function CompareView() {
  const snapshot = useSession((state) => state.snapshot);
  useEffect(() => {
    if (snapshot) beginComparing(snapshot.handle);
  }, [snapshot]);
  if (!snapshot) return <NeedsSnapshot what="A comparison" />;
  return <Comparison handle={snapshot.handle} />;
}

function Comparison({ handle }: { readonly handle: string }) {
  const { answer, busy, failure, earlier } = useCompare();
  return (
    <div className="compare">
      <div className="filter-bar">
        <h1>Compare</h1>
        <span className="grow clip">
          {earlier === null ? (
            <span className="muted">with an earlier snapshot of the same sources</span>
          ) : (
            <>
              <span className="muted">since </span>
              <Identifier text={earlier} length={72} />
            </>
          )}
        </span>
        <button type="button" className="button" onClick={() => void chooseEarlier(handle)}>
          <FolderOpen size={16} aria-hidden />{' '}
          {earlier === null ? 'Choose the earlier one…' : 'Choose another…'}
        </button>
      </div>
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
      {answer ? (
        <Differences answer={answer} />
      ) : (
        !busy && (
          <div className="empty">
            <GitCompareArrows size={28} aria-hidden />
            <p>
              <strong>Nothing is compared yet.</strong>
            </p>
            <p>
              The open snapshot is taken as the later one. What either could not see is told apart from what
              came or went.
            </p>
          </div>
        )
      )}
    </div>
  );
}

interface Row {
  readonly what: ReactNode;
  readonly note: ReactNode;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'what', header: 'What', width: 'minmax(320px, 3fr)', cell: (row) => row.what },
  { key: 'note', header: 'More', width: 'minmax(200px, 2fr)', cell: (row) => row.note },
];

function Differences({ answer }: { readonly answer: Diff }) {
  const parts = partsOf(answer);
  const [chosen, setChosen] = useState(0);
  const [row, setRow] = useState<number | null>(null);
  const part = parts[chosen];
  return (
    <div className="compare-body">
      <nav className="compare-parts" aria-label="Kinds of difference">
        {parts.map((each, index) => (
          <button
            key={each.title}
            type="button"
            className="compare-part"
            aria-current={index === chosen ? 'true' : undefined}
            onClick={() => {
              setChosen(index);
              setRow(null);
            }}
          >
            <span className="grow">{each.title}</span>
            <span className="number">{each.rows.length}</span>
          </button>
        ))}
      </nav>
      {part && part.rows.length > 0 ? (
        <VirtualTable
          label={part.title}
          columns={COLUMNS}
          count={part.rows.length}
          row={(index) => part.rows[index]}
          selected={row}
          onSelect={setRow}
          rowHeight={32}
        />
      ) : (
        <div className="empty">
          <p className="muted">{part?.empty}</p>
        </div>
      )}
    </div>
  );
}

function partsOf({ entities, relations, paths }: Diff): readonly {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly Row[];
}[] {
  const entity = ({ id, kind, name }: Diff['entities']['came'][number]): Row => ({
    what: (
      <>
        <EntityIcon kind={kind} size={14} />
        <span className="clip">
          <Name text={name} length={60} />
        </span>
      </>
    ),
    note: <FluidIdentifier text={id} />,
  });
  const relation = (hop: Hop, note: ReactNode = ''): Row => ({ what: <Ends hop={hop} />, note });
  return [
    {
      title: 'New paths to crown jewels',
      empty: 'No path to a crown jewel was opened.',
      rows: paths.opened.map(({ change, to, exposed }) =>
        relation(
          change,
          <span className="clip">
            opens <Name text={shortName(to)} length={40} /> to {plural(exposed, 'entity', 'entities')}
          </span>,
        ),
      ),
    },
    { title: 'Entities that came', empty: 'None came.', rows: entities.came.map(entity) },
    { title: 'Entities that went', empty: 'None went.', rows: entities.went.map(entity) },
    {
      title: 'Entities that changed',
      empty: 'None changed.',
      rows: entities.changed.map(({ id, kind, attributes }) => ({
        what: (
          <>
            <EntityIcon kind={kind} size={14} />
            <FluidIdentifier text={id} />
          </>
        ),
        note: <Name text={attributes.map((each) => each.name).join(', ')} length={80} />,
      })),
    },
    {
      title: 'Relations that came',
      empty: 'None came.',
      rows: relations.came.map((hop) => relation(hop, <VerdictMark verdict={hop.verdict} />)),
    },
    {
      title: 'Relations that went',
      empty: 'None went.',
      rows: relations.went.map((hop) => relation(hop, <VerdictMark verdict={hop.verdict} />)),
    },
    {
      title: 'Relations that changed',
      empty: 'None changed.',
      rows: relations.changed.map(({ before, after }) =>
        relation(
          after,
          <span className="row">
            <VerdictMark verdict={before.verdict} /> before, <VerdictMark verdict={after.verdict} /> now
          </span>,
        ),
      ),
    },
    {
      title: 'Not to be told from a gap',
      empty: 'Both saw the same.',
      rows: [
        ...entities.unsure.map(({ id, kind, seen, reason }) => ({
          what: (
            <>
              <EntityIcon kind={kind} size={14} />
              <FluidIdentifier text={id} />
            </>
          ),
          note: <Name text={`only in the ${seen === 'before' ? 'earlier' : 'later'}; ${reason}`} />,
        })),
        ...relations.unsure.map(({ relation: hop, seen, reason }) =>
          relation(hop, <Name text={`only in the ${seen === 'before' ? 'earlier' : 'later'}; ${reason}`} />),
        ),
      ],
    },
  ];
}

function Ends({ hop }: { readonly hop: Hop }) {
  return (
    <span className="clip" title={`${hop.from} ${verbOf(hop.kind)} ${hop.to}`}>
      <Name text={shortName(hop.from)} length={44} /> <span className="muted">{verbOf(hop.kind)}</span>{' '}
      <Name text={shortName(hop.to)} length={44} />
    </span>
  );
}

/** The end of an identifier, which tells people more than its beginning. */
function shortName(id: string): string {
  const name = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
  return name === '' || name === 'root' ? id : name;
}
