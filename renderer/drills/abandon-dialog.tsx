import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { abandonDrill, useDrill } from './drill-store.ts';

/** An abandoned drill counts nowhere, so it is asked for first. */
export function AbandonDialog() {
  const kept = useDrill((state) => state.keptIn !== null);
  return (
    <Modal label="Abandon the drill?" className="marks-dialog">
      <h2>Abandon the drill?</h2>
      <p>
        {kept
          ? 'It counts nowhere. What was kept of it stays in the log of the case; undoing in the case brings it back.'
          : 'Its times and notes are not recorded anywhere and cannot be brought back.'}
      </p>
      <div className="row">
        <button type="button" className="button" onClick={closeDialog}>
          Go on with it
        </button>
        <button type="button" className="button" onClick={() => void abandonDrill()}>
          Abandon it
        </button>
      </div>
    </Modal>
  );
}
