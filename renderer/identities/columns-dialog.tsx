import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { setColumns, toggleColumn, useColumns } from './columns-store.ts';
import { MACHINE_COLUMNS, USUAL_COLUMNS } from './machine-columns.tsx';

/** Chooses the columns of the machine identities; what is ticked counts at once. */
export function ColumnsDialog() {
  const shown = useColumns((state) => state.shown);
  return (
    <Modal label="Choose columns" className="columns-dialog">
      <h2>Columns</h2>
      <div className="stack">
        {MACHINE_COLUMNS.filter(({ key }) => key !== 'name').map(({ key, header }) => (
          <label key={key} className="row">
            <input type="checkbox" checked={shown.includes(key)} onChange={() => toggleColumn(key)} />
            {header}
          </label>
        ))}
      </div>
      <div className="row">
        <button type="button" className="button quiet" onClick={() => setColumns(USUAL_COLUMNS)}>
          As usual
        </button>
        <span className="grow" />
        <button type="button" className="button" onClick={closeDialog}>
          Close
        </button>
      </div>
    </Modal>
  );
}
