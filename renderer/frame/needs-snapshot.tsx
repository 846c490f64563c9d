import { FolderOpen } from 'lucide-react';
import { chooseSnapshot } from '../start/choose-snapshot.ts';
import { go } from './navigation-store.ts';

/** In place of a view that has nothing to show yet. */
export function NeedsSnapshot({ what }: { readonly what: string }) {
  return (
    <div className="empty">
      <FolderOpen size={28} aria-hidden />
      <p>
        <strong>{what} is read from a snapshot, and none is open.</strong>
      </p>
      <div className="row">
        <button type="button" className="button" onClick={() => void chooseSnapshot()}>
          Open a snapshot…
        </button>
        <button type="button" className="button" onClick={() => go('collect')}>
          Collect one
        </button>
      </div>
    </div>
  );
}
