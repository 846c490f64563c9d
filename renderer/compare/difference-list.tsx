import { useState } from 'react';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { verbOf } from '../entity/kind.ts';
import { FluidIdentifier, Identifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import type { DifferencePart, DifferenceRow } from './compare-rows.ts';

const COLUMNS: readonly Column<DifferenceRow>[] = [
  { key: 'what', header: 'What', width: 'minmax(320px, 3fr)', cell: (row) => <What row={row} /> },
  {
    key: 'verdict',
    header: 'Verdict',
    width: '210px',
    cell: ({ verdicts }) =>
      verdicts.length === 2 ? (
        <span className="row">
          <VerdictMark verdict={verdicts[0]!} /> → <VerdictMark verdict={verdicts[1]!} />
        </span>
      ) : (
        verdicts[0] && <VerdictMark verdict={verdicts[0]} />
      ),
  },
  {
    key: 'note',
    header: 'More',
    width: 'minmax(220px, 3fr)',
    cell: ({ note }) => (
      <span className="clip" title={note}>
        <Name text={note} length={200} />
      </span>
    ),
  },
];

/** One list of differences, with all that is known of the one chosen below it. */
export function DifferenceList({
  part,
  filtered,
}: {
  readonly part: DifferencePart;
  readonly filtered: boolean;
}) {
  const [selected, setSelected] = useState<number | null>(null);
  if (part.rows.length === 0)
    return (
      <div className="empty">
        <p className="muted">{filtered ? 'Nothing fits this filter.' : part.empty}</p>
      </div>
    );
  const row = selected === null ? undefined : part.rows[selected];
  return (
    <div className="compare-list">
      <VirtualTable
        label={part.title}
        columns={COLUMNS}
        count={part.rows.length}
        row={(index) => part.rows[index]}
        selected={selected}
        onSelect={setSelected}
        rowHeight={32}
      />
      {row && <Detail row={row} />}
    </div>
  );
}

function What({ row: { what, icon } }: { readonly row: DifferenceRow }) {
  if ('entity' in what)
    return (
      <span className="row clip" title={what.entity}>
        {icon && <EntityIcon kind={icon} size={14} />}
        {what.name === what.entity ? (
          <FluidIdentifier text={what.entity} />
        ) : (
          <span className="clip">
            <Name text={what.name} length={60} />
          </span>
        )}
      </span>
    );
  return (
    <span className="clip" title={`${what.from} ${what.verb} ${what.to}`}>
      <Name text={shortName(what.from)} length={44} /> <span className="muted">{what.verb}</span>{' '}
      <Name text={shortName(what.to)} length={44} />
    </span>
  );
}

function Detail({ row: { what, note, path, hop } }: { readonly row: DifferenceRow }) {
  return (
    <section className="compare-detail" aria-label="The difference chosen">
      {'entity' in what ? (
        <Identifier text={what.entity} length={110} />
      ) : (
        <p className="row wrap">
          <Identifier text={what.from} length={72} />
          <span className="muted">{what.verb}</span>
          <Identifier text={what.to} length={72} />
        </p>
      )}
      {note !== '' && (
        <p>
          <Name text={note} />
        </p>
      )}
      {hop?.proof.map(({ says, observation, pointer }) => (
        <p key={`${observation}${pointer}`} className="muted">
          <Name text={says} />
        </p>
      ))}
      {path && (
        <>
          <h3>A path that it opened</h3>
          <ol className="small">
            {path.hops.map((each) => {
              const opened = each.from === hop?.from && each.to === hop.to && each.rule === hop.rule;
              return (
                <li key={`${each.from} ${each.to} ${each.rule}`} className="row wrap">
                  <Identifier text={each.from} length={56} />
                  <span className="muted">{verbOf(each.kind)}</span>
                  <Identifier text={each.to} length={56} />
                  <VerdictMark verdict={each.verdict} />
                  {opened && <span className="chip">new</span>}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}

/** The end of an identifier, which tells people more than its beginning. */
function shortName(id: string): string {
  const name = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
  return name === '' || name === 'root' ? id : name;
}
