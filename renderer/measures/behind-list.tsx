import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import type { TrendMeasure } from '../../schema/measures.ts';
import { showInInventory } from '../case/show-in-inventory.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, plural } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { useMeasures } from './measures-store.ts';
import { showBehind } from './show-behind.ts';
import { useBehind } from './use-behind.ts';

interface Row {
  readonly id: string;
  /** Null where the open snapshot has no such entity; undefined while it is read. */
  readonly entity: EntityRecord | null | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    header: 'Name',
    width: 'minmax(160px, 2fr)',
    cell: ({ entity }) =>
      entity ? (
        <>
          <EntityIcon kind={entity.kind} size={14} />
          <span className="clip">
            <Name text={entity.name} length={56} />
          </span>
          <JewelMark tier={entity.tier} />
        </>
      ) : (
        <span className="muted">{entity === null ? 'not in this snapshot' : '…'}</span>
      ),
  },
  {
    key: 'kind',
    header: 'Kind',
    width: '140px',
    cell: ({ entity }) => entity && kindOf(entity.kind).label,
  },
  {
    key: 'id',
    header: 'Identifier',
    width: 'minmax(200px, 3fr)',
    cell: ({ id }) => <FluidIdentifier text={id} />,
  },
];

const leave = () => useMeasures.setState({ behind: null });

/** The entities behind a measure of the open snapshot; Enter shows one in Identities, Escape goes back. */
export function BehindList({ handle, measure }: { readonly handle: string; readonly measure: TrendMeasure }) {
  const [known, setKnown] = useState<ReadonlyMap<string, EntityRecord | null>>(new Map());
  const [selected, setSelected] = useState<number | null>(0);
  const entities = useBehind(handle, measure);
  const fetchRange = useCallback(
    (first: number, last: number) => {
      const ids = entities?.slice(first, last + 1) ?? [];
      void entitiesById(handle, ids).then((found) =>
        setKnown((before) => new Map([...before, ...ids.map((id) => [id, found.get(id) ?? null] as const)])),
      );
    },
    [handle, entities],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // One that is open over the list closes first.
      const dialog = document.querySelector('dialog[open]');
      if (event.key === 'Escape' && !event.defaultPrevented && !dialog) leave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="list-view">
      <div className="filter-bar">
        <button type="button" className="button" onClick={leave}>
          <ArrowLeft size={14} aria-hidden /> Measures
        </button>
        <h2 className="clip">{measure.title}</h2>
        <span className="muted" role="status">
          {plural(measure.count, 'entity', 'entities')}
        </span>
        <span className="grow" />
        {measure.unit !== 'exceptions' && measure.unit !== 'seconds' && (
          <button type="button" className="button" onClick={() => showBehind(handle, measure)}>
            Show as machine identities
          </button>
        )}
      </div>
      <div className="list-view-body">
        <VirtualTable
          label={`Behind ${measure.title}`}
          columns={COLUMNS}
          count={entities?.length ?? 0}
          row={(index) => {
            const id = entities?.[index];
            return id === undefined ? undefined : { id, entity: known.get(id) };
          }}
          onRange={fetchRange}
          selected={selected}
          onSelect={setSelected}
          takesFocus
          onOpen={(index) => {
            const id = entities?.[index];
            if (id !== undefined) showInInventory(handle, id);
          }}
        />
      </div>
    </div>
  );
}
