import { Crown, Flag } from 'lucide-react';
import { useEffect, useState } from 'react';
import { inCase, marksOf, useCase } from './case-store.ts';
import './case.css';

/** What the case says of an entity, in its inspector: marks to set, an owner, a note. */
export function CaseMarks({ entity, tier }: { readonly entity: string; readonly tier: number | null }) {
  const open = useCase((state) => state.open);
  const marks = marksOf(open, entity);
  const jewel = marks['crown-jewel'] ?? tier === 0;
  return (
    <section>
      <h3>In the case</h3>
      <div className="row wrap">
        <button
          type="button"
          className="button"
          aria-pressed={jewel}
          title="Paths are asked to it; answers count it as tier 0"
          onClick={() => void inCase({ do: 'mark', entity, mark: 'crown-jewel', value: !jewel })}
        >
          <Crown size={14} aria-hidden /> Crown jewel
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={marks.compromised === true}
          title="Known or taken to be in an attacker's hands"
          onClick={() =>
            void inCase({ do: 'mark', entity, mark: 'compromised', value: marks.compromised ? null : true })
          }
        >
          <Flag size={14} aria-hidden /> Compromised
        </button>
      </div>
      {open && (
        <>
          <Line entity={entity} mark="owner" label="Owner" value={marks.owner ?? ''} />
          <Line entity={entity} mark="note" label="Note" value={marks.note ?? ''} />
        </>
      )}
    </section>
  );
}

/** Kept when the person leaves the field or presses Enter. */
function Line(props: {
  readonly entity: string;
  readonly mark: 'owner' | 'note';
  readonly label: string;
  readonly value: string;
}) {
  const { entity, mark, label, value } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const keep = () => {
    if (text.trim() === value) return;
    void inCase({ do: 'mark', entity, mark, value: text.trim() === '' ? null : text.trim() });
  };
  return (
    <label className="case-line">
      <span className="muted small">{label}</span>
      <input
        className="input"
        value={text}
        maxLength={mark === 'owner' ? 256 : 20_000}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </label>
  );
}
