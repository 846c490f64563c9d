import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { ENTITY_KIND_NAMES, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { useCase } from '../case/case-store.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf, plural, tierLabel } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { go } from '../frame/navigation-store.ts';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { useSession } from '../frame/session-store.ts';
import { Split } from '../frame/split.tsx';
import { askFrom } from '../investigate/ask.ts';
import { DocumentDrawer } from '../investigate/document-drawer.tsx';
import { Inspector } from '../investigate/inspector.tsx';
import { clearSelection, selectEntity, useInvestigate } from '../investigate/investigate-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { listEntities, showRange, useIdentities } from './identities-store.ts';
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
  return <Inventory handle={snapshot.handle} />;
}

function Inventory({ handle }: { readonly handle: string }) {
  const state = useIdentities();
  const [match, setMatch] = useState(state.handle === handle ? state.match : '');
  const [kind, setKind] = useState<EntityKind | null>(state.handle === handle ? state.kind : null);
  // What was chosen in Investigate is not chosen here.
  useEffect(clearSelection, []);
  // What is marked changes the tiers that are listed.
  const marked = useCase((state) => state.open?.head.number);
  // biome-ignore lint/correctness/useExhaustiveDependencies: listed again when something was marked
  useEffect(() => {
    const timer = setTimeout(() => void listEntities(handle, kind, match), 60);
    return () => clearTimeout(timer);
  }, [handle, kind, match, marked]);
  const documentOpen = useInvestigate((investigate) => investigate.document !== null);
  const table =
    state.total === 0 && (match !== '' || kind !== null) ? (
      <div className="empty">
        <p>
          <strong>Nothing fits this filter.</strong>
        </p>
        <button
          type="button"
          className="button"
          onClick={() => {
            setMatch('');
            setKind(null);
          }}
        >
          Clear the filter
        </button>
      </div>
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
    <div className="identities">
      <div className="filter-bar">
        <h1>Identities</h1>
        <div className="filter">
          <Search size={14} aria-hidden />
          <input
            className="filter-input"
            aria-label="Filter by name or identifier"
            placeholder="Filter by name or identifier"
            value={match}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setMatch(event.target.value)}
          />
        </div>
        <select
          className="input kind-filter"
          aria-label="Kind"
          value={kind ?? ''}
          onChange={(event) => setKind(event.target.value === '' ? null : (event.target.value as EntityKind))}
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
      {state.failure && (
        <div className="pad">
          <FailureNote failure={state.failure} />
        </div>
      )}
      <div className="identities-body">
        <Split
          id="identities"
          orientation="horizontal"
          sides={[
            {
              id: 'inventory',
              size: '70%',
              min: '320px',
              content: (
                <Split
                  id="inventory"
                  orientation="vertical"
                  sides={[
                    { id: 'table', size: '60%', min: '140px', content: table },
                    ...(documentOpen
                      ? [
                          {
                            id: 'document',
                            size: '40%',
                            min: '72px',
                            content: <DocumentDrawer handle={handle} table={null} />,
                          },
                        ]
                      : []),
                  ]}
                />
              ),
            },
            {
              id: 'inspector',
              size: '360px',
              min: '240px',
              content: (
                <Inspector
                  handle={handle}
                  hint="Choose an entity to see what it can do and who can reach it. Enter traces from it."
                />
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}
