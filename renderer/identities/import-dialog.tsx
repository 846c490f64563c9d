import { useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { useCase } from '../case/case-store.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { fileName } from '../frame/session-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { takeInventory, useInventoryImport } from './import-store.ts';

type Change = Output<'inventory.preview'>['changes'][number];

const COLUMNS: readonly Column<Change>[] = [
  {
    key: 'entity',
    header: 'Identity',
    width: 'minmax(180px, 2fr)',
    cell: ({ entity, kind, name }) => (
      <span className="row clip" title={entity}>
        <EntityIcon kind={kind} size={14} />
        <span className="clip">
          <Name text={name} length={48} />
        </span>
      </span>
    ),
  },
  { key: 'mark', header: 'What', width: '104px', cell: ({ mark }) => mark },
  {
    key: 'before',
    header: 'In the case',
    width: 'minmax(100px, 1fr)',
    cell: (row) => <Value of={row.before} />,
  },
  {
    key: 'after',
    header: 'In the file',
    width: 'minmax(100px, 1fr)',
    cell: (row) => <Value of={row.after} />,
  },
];

/** What a file would change, before it is taken into the case as one action that one undoing takes back. */
export function ImportDialog() {
  const { path, preview } = useInventoryImport();
  const open = useCase((state) => state.open);
  const [selected, setSelected] = useState<number | null>(null);
  const changes = preview?.changes ?? [];
  return (
    <Modal label="Import an inventory" className="import-inventory">
      <header>
        <h2>Import an inventory</h2>
        <p className="muted">
          <Name text={fileName(path)} length={60} />: {plural(preview?.rows ?? 0, 'identity', 'identities')}.{' '}
          {changes.length === 0
            ? 'The case says all of it already.'
            : `${plural(changes.length, 'mark')} would be set or taken back, in one action that one undoing takes back.`}
          {changes.length > 0 && open === null && ' No case is open; one is begun first.'}
        </p>
      </header>
      {changes.length > 0 && (
        <div className="import-changes">
          <VirtualTable
            label="What would change"
            columns={COLUMNS}
            count={changes.length}
            row={(index) => changes[index]}
            selected={selected}
            onSelect={setSelected}
          />
        </div>
      )}
      <div className="row">
        <span className="grow" />
        <button type="button" className="button quiet" onClick={closeDialog}>
          {changes.length === 0 ? 'Close' : 'Cancel'}
        </button>
        {changes.length > 0 && (
          <button type="button" className="button primary" onClick={() => void takeInventory()}>
            Take into the case
          </button>
        )}
      </div>
    </Modal>
  );
}

function Value({ of }: { readonly of: string | number | null }) {
  if (of === null) return <span className="muted">nothing</span>;
  return (
    <span className="clip">
      <Name text={String(of)} length={40} />
    </span>
  );
}
