import { ArrowDownWideNarrow, ArrowUpNarrowWide, Columns3 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { InventoryRow } from '../../schema/inventory.ts';
import {
  INVENTORY_FILTER_NAMES,
  INVENTORY_FILTERS,
  type InventorySort,
} from '../../schema/inventory-list.ts';
import { useCase } from '../case/case-store.ts';
import { kindOf, plural } from '../entity/kind.ts';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { openDialog } from '../frame/dialog-store.ts';
import { FilterInput } from '../frame/filter-input.tsx';
import { ListAndInspector, NothingFits } from '../frame/list-and-inspector.tsx';
import { go } from '../frame/navigation-store.ts';
import { GivenUp, Waiting } from '../frame/waiting.tsx';
import { askFrom } from '../investigate/ask.ts';
import { EntityInspector } from '../investigate/entity-inspector.tsx';
import { clearSelection, selectEntity } from '../investigate/investigate-store.ts';
import { onEntity } from '../investigate/on-entity.ts';
import { VirtualTable } from '../table/virtual-table.tsx';
import { ChosenMachines } from './chosen-machines.tsx';
import { columnsShown, useColumns } from './columns-store.ts';
import { exportInventory } from './export-inventory.ts';
import { chooseInventory } from './import-store.ts';
import { MACHINE_COLUMNS } from './machine-columns.tsx';
import { MachinePart } from './machine-part.tsx';
import {
  ALL,
  listMachines,
  listMachinesAgain,
  showMachines,
  stopListing,
  useMachines,
} from './machines-store.ts';
import { ModeSwitch } from './mode-switch.tsx';

/** Machine identities with owner, environment, tier, credential, age, use and end: what people decided beside what is proposed. */
export function MachinesList({ handle }: { readonly handle: string }) {
  const state = useMachines();
  const shown = useColumns((each) => each.shown);
  const columns = useMemo(() => columnsShown(shown), [shown]);
  useEffect(clearSelection, []);
  useEffect(() => void listMachines(handle), [handle]);
  const marked = useCase((each) => each.open?.head.number);
  const seen = useRef(marked);
  useEffect(() => {
    if (seen.current !== marked) void listMachinesAgain();
    seen.current = marked;
  }, [marked]);
  const { query, total, rows, selected, chosen } = state;
  const narrowed =
    query.match !== '' || query.kind !== null || query.only.length > 0 || query.behind !== null;
  const row = selected === null ? undefined : rows.get(selected);
  const list =
    total === null ? (
      state.failure ? null : state.stopped ? (
        <GivenUp onAgain={() => void listMachines(handle)} />
      ) : (
        <Waiting doing={state.doing} onCancel={stopListing} />
      )
    ) : total === 0 && narrowed ? (
      <NothingFits onClear={() => void listMachines(handle, { ...ALL, sort: query.sort })} />
    ) : (
      <VirtualTable
        label="Machine identities"
        columns={columns}
        count={total}
        row={(index) => rows.get(index)}
        onRange={showMachines}
        selected={selected}
        onSelect={(index) => {
          useMachines.setState({ selected: index });
          const machine = rows.get(index);
          if (machine) selectEntity(machine.id);
        }}
        chosen={chosen}
        onChoose={(next) => useMachines.setState({ chosen: next })}
        onMenu={(_, x, y) => openContextMenu(x, y)}
        onOpen={(index) => {
          const machine = rows.get(index);
          if (!machine) return;
          void onEntity(handle, machine.id, (entity) => {
            go('investigate');
            return askFrom(entity);
          });
        }}
        sorted={query.sort}
        onSort={(by) => {
          const descending = query.sort.by === by && !query.sort.descending;
          void listMachines(handle, { sort: { by: by as InventorySort, descending } });
        }}
        keepsFirst
      />
    );
  return (
    <ListAndInspector
      id="machines"
      handle={handle}
      bar={
        <>
          <SearchBar handle={handle} />
          <FilterBar handle={handle} />
        </>
      }
      failure={state.failure}
      list={list}
      inspector={
        chosen.rows.size > 1 ? (
          <ChosenMachines />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
          <section className="inspector" aria-label="Inspector" tabIndex={0}>
            {row ? (
              <EntityInspector handle={handle} id={row.id}>
                <MachinePart row={row} />
              </EntityInspector>
            ) : (
              <p className="empty">
                Choose an identity to see who owns it and why that is thought. Shift or Control chooses
                several, to confirm what is proposed or mark them together.
              </p>
            )}
          </section>
        )
      }
    />
  );
}

function SearchBar({ handle }: { readonly handle: string }) {
  const { query, kinds, total, unsure, gaps } = useMachines();
  const [text, setText] = useState(query.match);
  useEffect(() => {
    if (text === useMachines.getState().query.match) return;
    const timer = setTimeout(() => void listMachines(handle, { match: text }), 60);
    return () => clearTimeout(timer);
  }, [handle, text]);
  // Cleared elsewhere.
  useEffect(() => {
    if (query.match === '') setText('');
  }, [query.match]);
  return (
    <div className="filter-bar">
      <h1>Identities</h1>
      <ModeSwitch />
      <FilterInput
        label="Filter by name, identifier or owner"
        placeholder="Name, identifier or owner"
        value={text}
        onChange={setText}
      />
      <select
        className="input kind-filter"
        aria-label="Kind"
        value={query.kind ?? ''}
        onChange={({ target }) =>
          void listMachines(handle, { kind: (target.value || null) as InventoryRow['kind'] | null })
        }
      >
        <option value="">Every kind</option>
        {kinds.map(({ kind, count }) => (
          <option key={kind} value={kind}>
            {kindOf(kind).plural} ({count.toLocaleString('en')})
          </option>
        ))}
      </select>
      <span className="muted clip" role="status">
        {total !== null && plural(total, 'identity', 'identities')}
        {unsure > 0 && `, ${unsure.toLocaleString('en')} more not known`}
        {gaps > 0 && `, ${plural(gaps, 'coverage gap')}`}
      </span>
    </div>
  );
}

function FilterBar({ handle }: { readonly handle: string }) {
  const { only, behind, sort } = useMachines((state) => state.query);
  return (
    <div className="filter-bar machine-filters">
      <fieldset className="row wrap" aria-label="Only those with">
        {behind && (
          <button
            type="button"
            className="button"
            aria-pressed="true"
            onClick={() => void listMachines(handle, { behind: null })}
          >
            Behind: {behind.title}
          </button>
        )}
        {INVENTORY_FILTER_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={only.includes(name)}
            onClick={() =>
              void listMachines(handle, {
                only: only.includes(name) ? only.filter((each) => each !== name) : [...only, name],
              })
            }
          >
            {INVENTORY_FILTERS[name]}
          </button>
        ))}
      </fieldset>
      <span className="grow" />
      <select
        className="input sort-choice"
        aria-label="Sort by"
        title="Sort by"
        value={sort.by}
        onChange={({ target }) =>
          void listMachines(handle, { sort: { ...sort, by: target.value as InventorySort } })
        }
      >
        {MACHINE_COLUMNS.flatMap(({ sort: by, header }) =>
          by === undefined
            ? []
            : [
                <option key={by} value={by}>
                  {by === 'unusedServices' ? 'Services unused' : header}
                </option>,
              ],
        )}
      </select>
      <button
        type="button"
        className="button icon"
        aria-label="Sort downwards"
        aria-pressed={sort.descending}
        title={sort.descending ? 'Largest and latest first' : 'Smallest and earliest first'}
        onClick={() => void listMachines(handle, { sort: { ...sort, descending: !sort.descending } })}
      >
        {sort.descending ? (
          <ArrowDownWideNarrow size={16} aria-hidden />
        ) : (
          <ArrowUpNarrowWide size={16} aria-hidden />
        )}
      </button>
      <button type="button" className="button" onClick={() => openDialog('columns')}>
        <Columns3 size={14} aria-hidden /> Columns…
      </button>
      <button
        type="button"
        className="button"
        title="Take owner, environment and tier from a CSV or YAML file into the case"
        onClick={() => void chooseInventory()}
      >
        Import…
      </button>
      <button type="button" className="button" onClick={() => void exportInventory('csv')}>
        CSV
      </button>
      <button type="button" className="button" onClick={() => void exportInventory('yaml')}>
        YAML
      </button>
    </div>
  );
}
