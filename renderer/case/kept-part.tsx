import type { ReactNode } from 'react';
import { Name } from '../entity/name.tsx';

export interface Kept {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly onOpen: (() => void) | null;
  readonly onDrop: () => void;
}

/** What was kept under a name: opened again, or dropped. */
export function KeptPart({ kept, empty }: { readonly kept: readonly Kept[]; readonly empty: ReactNode }) {
  if (kept.length === 0) return <div className="muted pad">{empty}</div>;
  return (
    <ul className="case-list">
      {kept.map(({ id, title, note, onOpen, onDrop }) => (
        <li key={id} className="row">
          <span className="grow">
            <strong>
              <Name text={title} length={80} />
            </strong>{' '}
            <span className="muted small">
              <Name text={note} length={120} />
            </span>
          </span>
          <button
            type="button"
            className="button"
            disabled={onOpen === null}
            aria-label={`Open ${title}`}
            onClick={() => onOpen?.()}
          >
            Open
          </button>
          <button type="button" className="button quiet" aria-label={`Drop ${title}`} onClick={onDrop}>
            Drop
          </button>
        </li>
      ))}
    </ul>
  );
}
