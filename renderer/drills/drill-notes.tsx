import { writeNotes } from './drill-store.ts';

/** What somebody writes down beside a drill, as long as it is not recorded. */
export function DrillNotes({ notes, rows }: { readonly notes: string; readonly rows: number }) {
  return (
    <label className="field">
      <span>Notes</span>
      <textarea
        className="input"
        rows={rows}
        maxLength={20_000}
        value={notes}
        onChange={({ target }) => writeNotes(target.value)}
      />
    </label>
  );
}
