import { useEffect, useRef, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { ENTITY_KIND_NAMES, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { useCase } from '../case/case-store.ts';
import { MarksForm } from '../case/marks-form.tsx';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf, plural, tierLabel } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { FilterInput } from '../frame/filter-input.tsx';
import { ListAndInspector, NothingFits } from '../frame/list-and-inspector.tsx';
import { go } from '../frame/navigation-store.ts';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { askFrom } from '../investigate/ask.ts';
import { Inspector } from '../investigate/inspector.tsx';
import { clearSelection, selectEntity } from '../investigate/investigate-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { useIdentitiesMode } from './identities-mode.ts';
import { chosenInList, listAgain, listEntities, showRange, useIdentities } from './identities-store.ts';
import { MachinesList } from './machines-list.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import './identities.css';

const COLUMNS: readonly Column<EntityRecord>[] = [
  {
    key: 'name',
    header: 'Name',
    width: 'minmax(160px, 3fr)',
    cell: (entity) => (
      <>
        <EntityIcon kind={entity.kind} size={14} />
        <span className="clip">
          <Name text={entity.name} length={56} />
        </span>
        <JewelMark tier={entity.tier} />
      </>
    ),
  },
  { key: 'kind', header: 'Kind', width: '116px', cell: (entity) => kindOf(entity.kind).label },
  { key: 'tier', header: 'Tier', width: '96px', cell: (entity) => tierLabel(entity.tier) },
  {
    key: 'source',
    header: 'Source',
    width: 'minmax(124px, 1fr)',
    cell: (entity) => (
      <span className={entity.collected ? 'clip' : 'clip muted'}>
        <Name text={originOf(entity)} length={36} />
      </span>
    ),
  },
  {
    key: 'id',
    header: 'Identifier',
    width: 'minmax(180px, 3fr)',
    cell: (entity) => <FluidIdentifier text={entity.id} />,
  },
];

/** Everything in the snapshot, filtered by kind and name, with what is known of the one chosen. */
export function IdentitiesView() {
  const snapshot = useSession((state) => state.snapshot);
  if (!snapshot) return <NeedsSnapshot what="The inventory" />;
  return <Listed handle={snapshot.handle} />;
}

function Listed({ handle }: { readonly handle: string }) {
  const { mode } = useIdentitiesMode();
  return mode === 'machines' ? <MachinesList handle={handle} /> : <Inventory handle={handle} />;
}

function Inventory({ handle }: { readonly handle: string }) {
  const state = useIdentities();
  const isSame = isSameSnapshot(state.handle, handle);
  const [match, setMatch] = useState(isSame ? state.match : '');
  const [kind, setKind] = useState<EntityKind | null>(isSame ? state.kind : null);
  // What was chosen in Investigate is not chosen here.
  useEffect(clearSelection, []);
  // What is marked changes the tiers that are listed.
  const marked = useCase((state) => state.open?.head.number);
  useEffect(() => {
    const timer = setTimeout(() => void listEntities(handle, kind, match), 60);
    return () => clearTimeout(timer);
  }, [handle, kind, match]);
  const seen = useRef(marked);
  useEffect(() => {
    if (seen.current !== marked) void listAgain();
    seen.current = marked;
  }, [marked]);
  const table =
    state.total === 0 && (match !== '' || kind !== null) ? (
      <NothingFits
        onClear={() => {
          setMatch('');
          setKind(null);
        }}
      />
    ) : (
      <VirtualTable
        label="Identities and resources"
        columns={COLUMNS}
        count={state.total}
        row={(index) => state.rows.get(index)}
        onRange={showRange}
        selected={state.selected}
        onSelect={(index) => {
          useIdentities.setState({ selected: index });
          const entity = state.rows.get(index);
          if (entity) selectEntity(entity.id);
        }}
        chosen={state.chosen}
        onChoose={(chosen) => useIdentities.setState({ chosen })}
        onMenu={(_, x, y) => openContextMenu(x, y)}
        onOpen={(index) => {
          const entity = state.rows.get(index);
          if (!entity) return;
          go('investigate');
          void askFrom(entity);
        }}
      />
    );
  return (
    <ListAndInspector
      id="identities"
      handle={handle}
      bar={
        <div className="filter-bar">
          <h1>Identities</h1>
          <ModeSwitch />
          <FilterInput label="Filter by name or identifier" value={match} onChange={setMatch} />
          <select
            className="input kind-filter"
            aria-label="Kind"
            value={kind ?? ''}
            onChange={(event) =>
              setKind(event.target.value === '' ? null : (event.target.value as EntityKind))
            }
          >
            <option value="">Every kind</option>
            {ENTITY_KIND_NAMES.map((name) => (
              <option key={name} value={name}>
                {kindOf(name).plural}
              </option>
            ))}
          </select>
          <span className="muted" role="status">
            {plural(state.total, 'entity', 'entities')}
          </span>
        </div>
      }
      failure={state.failure}
      list={table}
      inspector={
        state.chosen.rows.size > 1 ? (
          <ChosenInspector key={[...state.chosen.rows].join()} />
        ) : (
          <Inspector
            handle={handle}
            hint="Choose an entity to see what it can do and who can reach it. Enter traces from it; Shift or Control chooses several, to mark them together."
          />
        )
      }
    />
  );
}

/** Several entities chosen: what they are, and the marks that can be set on all of them. */
function ChosenInspector() {
  const { rows } = useIdentities((state) => state.chosen);
  const [entities, setEntities] = useState<readonly EntityRecord[] | null>(null);
  useEffect(() => {
    let wanted = true;
    chosenInList().then((found) => wanted && setEntities(found), showFailure);
    return () => {
      wanted = false;
    };
  }, []);
  const kinds = new Map<string, number>();
  for (const { kind } of entities ?? []) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="inspector" aria-label="Inspector" tabIndex={0}>
      <article className="inspector-part" aria-label="Chosen entities">
        <section>
          <p className="entity-title">
            <strong className="grow">{plural(rows.size, 'entity', 'entities')} chosen</strong>
          </p>
          <ul className="small">
            {[...kinds].map(([each, count]) => (
              <li key={each}>
                {count} {kindOf(each as EntityKind)[count === 1 ? 'label' : 'plural']}
              </li>
            ))}
          </ul>
        </section>
        {entities === null ? <p className="muted">Reading…</p> : <MarksForm entities={entities} />}
      </article>
    </section>
  );
}
