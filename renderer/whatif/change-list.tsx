import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Name } from '../entity/name.tsx';
import { dropChange, moveChange, type PlannedChange, useWhatIf } from './whatif-store.ts';

/** The changes in the order in which they are made. Alt with an arrow moves the one that has the focus, Delete drops it. */
export function ChangeList() {
  const changes = useWhatIf((state) => state.changes);
  return (
    <ol className="planned" aria-label="Changes in order">
      {keyed(changes).map(({ key, each }, index) => (
        <ChangeRow key={key} each={each} index={index} last={index === changes.length - 1} />
      ))}
    </ol>
  );
}

/** A scenario from a file may hold changes of one title, and the same change twice. */
function keyed(changes: readonly PlannedChange[]) {
  const seen = new Map<string, number>();
  return changes.map((each) => {
    const text = JSON.stringify(each.change);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    return { key: `${times} ${text}`, each };
  });
}

function ChangeRow(props: { readonly each: PlannedChange; readonly index: number; readonly last: boolean }) {
  const { each, index, last } = props;
  const keys = (event: KeyboardEvent) => {
    if (event.altKey && event.key === 'ArrowUp') moveChange(index, -1);
    else if (event.altKey && event.key === 'ArrowDown') moveChange(index, 1);
    else if (event.key === 'Delete') dropChange(index);
    else return;
    event.preventDefault();
  };
  return (
    <li className="row" onKeyDown={keys}>
      <span className="number muted planned-number">{index + 1}</span>
      <span className="grow">
        <Name text={each.title} length={110} />
      </span>
      <button
        type="button"
        className="button quiet icon"
        disabled={index === 0}
        aria-label={`Earlier: ${each.title}`}
        title="Earlier (Alt+Up)"
        onClick={() => moveChange(index, -1)}
      >
        <ArrowUp size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="button quiet icon"
        disabled={last}
        aria-label={`Later: ${each.title}`}
        title="Later (Alt+Down)"
        onClick={() => moveChange(index, 1)}
      >
        <ArrowDown size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="button quiet icon"
        aria-label={`Take back: ${each.title}`}
        title="Take back (Delete)"
        onClick={() => dropChange(index)}
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}
