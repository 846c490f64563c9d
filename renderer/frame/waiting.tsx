import { LoaderCircle } from 'lucide-react';

/** What stands in the place of a list that is being read: what is done now, and a way to give it up. */
export function Waiting({ doing, onCancel }: { readonly doing: string; readonly onCancel: () => void }) {
  return (
    <div className="pad">
      <div className="note" role="status">
        <LoaderCircle size={16} aria-hidden className="spin" />
        <span className="grow">{doing}</span>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}

/** What stands there when it was given up. What was read by then is not read again. */
export function GivenUp({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div className="empty">
      <p>
        <strong>Cancelled.</strong>
      </p>
      <button type="button" className="button" onClick={onAgain}>
        Go on
      </button>
    </div>
  );
}
