import { useState } from 'react';
import { escapeText } from '../entity/escape-text.ts';
import { Time } from '../entity/time.tsx';
import { type CaseState, inCase } from './case-store.ts';

/** Notes of the investigation, latest first. A note that was struck stays in the log. */
export function NotesPart({ open }: { readonly open: CaseState }) {
  const [text, setText] = useState('');
  const notes = open.notes.filter(({ struck }) => !struck).reverse();
  const write = () => {
    if (text.trim() === '') return;
    void inCase({ do: 'write-note', text: text.trim() }).then(() => setText(''));
  };
  return (
    <div className="case-notes pad">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          write();
        }}
      >
        <textarea
          className="input"
          aria-label="A new note"
          placeholder="What was found, decided, asked of whom. Never a password or a key."
          rows={3}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.stopPropagation();
            write();
          }}
        />
        <div>
          <button type="submit" className="button" disabled={text.trim() === ''}>
            Write the note
          </button>
        </div>
      </form>
      <ul className="case-list">
        {notes.map((note) => (
          <li key={note.number} className="row">
            <span className="grow case-note">{escapeText(note.text)}</span>
            <span className="muted small">
              <Time utc={note.at} />
            </span>
            <button
              type="button"
              className="button quiet"
              aria-label={`Strike the note: ${note.text.slice(0, 60)}`}
              onClick={() => void inCase({ do: 'strike-note', number: note.number, struck: true })}
            >
              Strike
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
