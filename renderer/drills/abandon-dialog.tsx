import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { abandonDrill } from './drill-store.ts';

/** Nothing of an abandoned drill is kept, so it is asked for first. */
export function AbandonDialog() {
  return (
    <Modal label="Abandon the drill?" className="marks-dialog">
      <h2>Abandon the drill?</h2>
      <p>Its times and notes are not recorded anywhere and cannot be brought back.</p>
      <div className="row">
        <button type="button" className="button" onClick={closeDialog}>
          Go on with it
        </button>
        <button type="button" className="button" onClick={abandonDrill}>
          Abandon it
        </button>
      </div>
    </Modal>
  );
}
