import { useEffect, useMemo, useState } from 'react';
import { DEVIATION_KINDS } from '../../schema/deviations.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { escapeText } from '../entity/escape-text.ts';
import { formatUtc } from '../entity/format-time.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FilterInput } from '../frame/filter-input.tsx';
import { ListAndInspector, NothingFits } from '../frame/list-and-inspector.tsx';
import { clearSelection, selectEntity } from '../investigate/investigate-store.ts';
import type { ProgrammePart } from '../programme/part.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { BehaviourInspector } from './behaviour-inspector.tsx';
import { type Behaviours, compareAll, useBehaviour } from './behaviour-store.ts';
import { NoLogs } from './no-logs.tsx';
import { type BehaviourRow, shortSubject, shownIdentities } from './shown-identities.ts';
import './behaviour.css';

export const behaviourPart: ProgrammePart = { id: 'behaviour', title: 'Behaviour', Content: Behaviour };

const COLUMNS: readonly Column<BehaviourRow>[] = [
  {
    key: 'subject',
    header: 'Identity',
    width: 'minmax(200px, 3fr)',
    cell: ({ kind, subject }) => (
      <span className="behaviour-subject">
        <span className="behaviour-icon">{kind !== null && <EntityIcon kind={kind} size={14} />}</span>
        <span className="clip mono" title={escapeText(subject)}>
          <Name text={shortSubject(subject)} />
        </span>
      </span>
    ),
  },
  {
    key: 'deviations',
    header: 'Not as before',
    width: 'minmax(150px, 3fr)',
    cell: (row) => <Deviations row={row} />,
  },
  {
    key: 'events',
    header: 'Events',
    width: '64px',
    align: 'right',
    cell: ({ events }) => events.toLocaleString('en'),
  },
  {
    key: 'last',
    header: 'Last seen',
    width: '84px',
    cell: ({ last }) => (
      <time dateTime={last} title={`${formatUtc(last)}, ${new Date(last).toLocaleString()} local time`}>
        {last.slice(0, 10)}
      </time>
    ),
  },
];

function Deviations({ row }: { readonly row: BehaviourRow }) {
  if (row.deviations.length === 0)
    return <span className="muted">{row.compared ? 'nothing found' : 'no time before'}</span>;
  const kinds = [...new Set(row.deviations.map(({ kind }) => DEVIATION_KINDS[kind]))].join(', ');
  return (
    <span className="clip" title={kinds}>
      <strong>{row.deviations.length}</strong> {kinds}
    </span>
  );
}

/** Whom the logs saw, those first who did something that they did not before; what is usual for the one chosen. */
function Behaviour({ handle }: { readonly handle: string }) {
  const { list, failure, words, onlyDeviating, subject } = useBehaviour();
  const [since, setSince] = useState(() => useBehaviour.getState().since);
  useEffect(clearSelection, []);
  useEffect(() => {
    const abort = new AbortController();
    void compareAll(handle, since, abort.signal);
    return () => abort.abort();
  }, [handle, since]);
  const shown = useMemo(
    () => shownIdentities(list?.identities ?? [], words, onlyDeviating),
    [list, words, onlyDeviating],
  );
  // One that was asked for elsewhere may stand below what the filter leaves, or be none that a log saw.
  const at = subject === null ? 0 : shown.findIndex((row) => row.subject === subject);
  const chosen = subject ?? shown[0]?.subject ?? null;
  const known = list?.identities.find((row) => row.subject === chosen)?.kind ?? null;
  useEffect(() => {
    if (chosen !== null && known !== null) selectEntity(chosen);
  }, [chosen, known]);
  if (list !== null && list.logs.length === 0) return <NoLogs />;
  return (
    <ListAndInspector
      id="behaviour"
      handle={handle}
      bar={<Bar list={list} shown={shown.length} since={since} onSince={setSince} />}
      failure={failure}
      list={
        list === null ? (
          failure ? null : (
            <p className="muted pad" role="status">
              Comparing what was done…
            </p>
          )
        ) : shown.length === 0 ? (
          <NothingFits onClear={() => useBehaviour.setState({ words: '', onlyDeviating: false })} />
        ) : (
          <VirtualTable
            label="Behaviour"
            columns={COLUMNS}
            count={shown.length}
            row={(index) => shown[index]}
            selected={at < 0 ? null : at}
            takesFocus
            onSelect={(index) => useBehaviour.setState({ subject: shown[index]?.subject ?? null })}
          />
        )
      }
      inspector={
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
        <section className="inspector" aria-label="Inspector" tabIndex={0}>
          {chosen !== null && <BehaviourInspector handle={handle} subject={chosen} since={since} />}
        </section>
      }
    />
  );
}

function Bar(props: {
  readonly list: Behaviours | null;
  readonly shown: number;
  readonly since: string | null;
  readonly onSince: (day: string | null) => void;
}) {
  const { list, since, onSince } = props;
  const { words, onlyDeviating } = useBehaviour();
  const days = (list?.logs ?? []).flatMap(({ first, last }) => (first === '' ? [] : [first, last])).sort();
  return (
    <div className="filter-bar behaviour-bar">
      <FilterInput
        label="Filter by words"
        value={words}
        onChange={(text) => useBehaviour.setState({ words: text })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={onlyDeviating}
          onChange={(event) => useBehaviour.setState({ onlyDeviating: event.target.checked })}
        />
        Not as before
      </label>
      <label className="row">
        Since
        <input
          type="date"
          className="input behaviour-since"
          value={since ?? ''}
          min={days[0]?.slice(0, 10)}
          max={days.at(-1)?.slice(0, 10)}
          title="The first day, in UTC, of what is compared with all before; empty for the last seven days of the logs"
          onChange={(event) => onSince(event.target.value === '' ? null : event.target.value)}
        />
      </label>
      {since !== null && (
        <button type="button" className="button" onClick={() => onSince(null)}>
          Last seven days
        </button>
      )}
      <span className="muted grow behaviour-count" role="status">
        {list &&
          `${list.deviating.toLocaleString('en')} of ${plural(list.total, 'identity', 'identities')} not as before${
            list.identities.length < list.total || props.shown < list.identities.length
              ? `, ${props.shown.toLocaleString('en')} shown`
              : ''
          }`}
      </span>
    </div>
  );
}
