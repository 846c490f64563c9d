import { useEffect, useRef, useState } from 'react';
import { writeNotes } from './drill-store.ts';

/** A case would keep every letter for ever: what is typed is kept when there is a pause. */
const PAUSE_MS = 500;

/** What somebody writes down beside a drill, as long as it is not recorded. */
export function DrillNotes({ notes, rows }: { readonly notes: string; readonly rows: number }) {
  const [typed, setTyped] = useState<string | null>(null);
  const unkept = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = () => {
    clearTimeout(timer.current);
    if (unkept.current !== null) writeNotes(unkept.current);
    unkept.current = null;
    setTyped(null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field goes
  useEffect(() => keep, []);
  return (
    <label className="field">
      <span>Notes</span>
      <textarea
        className="input"
        rows={rows}
        maxLength={20_000}
        value={typed ?? notes}
        onBlur={keep}
        onChange={({ target }) => {
          unkept.current = target.value;
          setTyped(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(keep, PAUSE_MS);
        }}
      />
    </label>
  );
}
