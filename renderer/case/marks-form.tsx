import { Crown, Flag } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { tierLabel } from '../entity/kind.ts';
import { type CaseAction, type Marks, markAll, useCase } from './case-store.ts';
import { MIXED, sharedMark, tagsFrom } from './shared-mark.ts';
import './case.css';

type Mark = Extract<CaseAction, { do: 'mark-all' }>['marks'][number];
type Entity = Pick<EntityRecord, 'id' | 'tier'>;

const TIERS = [0, 1, 2] as const;
const ENVIRONMENTS = ['production', 'staging', 'development', 'test', 'sandbox'];

/** What the case says of one or several entities, to be set. The first mark asks for a case where none is open. */
export function MarksForm({ entities }: { readonly entities: readonly Entity[] }) {
  const all = useCase((state) => state.marks);
  const marks = entities.map(({ id }) => all.get(id) ?? {});
  const set = (mark: (entity: Entity, before: Marks) => Omit<Mark, 'entity'>) =>
    void markAll(
      entities.map((entity) => ({ entity: entity.id, ...mark(entity, all.get(entity.id) ?? {}) }) as Mark),
    );
  const jewels = entities.map(({ id, tier }) => all.get(id)?.['crown-jewel'] ?? tier === 0);
  const isJewel = jewels.every(Boolean);
  const isCompromised = marks.every((each) => each.compromised === true);
  const tier = sharedMark(marks, 'tier');
  return (
    <section aria-label="In the case">
      <h3>In the case</h3>
      <div className="row wrap">
        <button
          type="button"
          className="button"
          aria-pressed={isJewel}
          title="Paths are asked to it; answers count it as tier 0"
          onClick={() => set(() => ({ mark: 'crown-jewel', value: !isJewel }))}
        >
          <Crown size={14} aria-hidden /> Crown jewel
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={isCompromised}
          title="Known or taken to be in an attacker's hands"
          onClick={() => set(() => ({ mark: 'compromised', value: isCompromised ? null : true }))}
        >
          <Flag size={14} aria-hidden /> Compromised
        </button>
      </div>
      <label className="case-line">
        <span className="muted small">Tier</span>
        <select
          className="input"
          value={tier === MIXED ? 'mixed' : (tier ?? '')}
          onChange={({ target }) =>
            set(() => ({
              mark: 'tier',
              value: target.value === '' ? null : (Number(target.value) as 0 | 1 | 2),
            }))
          }
        >
          {tier === MIXED && (
            <option value="mixed" disabled>
              several
            </option>
          )}
          <option value="">as rules say</option>
          {TIERS.map((each) => (
            <option key={each} value={each}>
              {each}: {tierLabel(each)}
            </option>
          ))}
        </select>
      </label>
      <Line
        label="Owner"
        value={sharedMark(marks, 'owner')}
        longest={256}
        onKeep={(text) => set(() => ({ mark: 'owner', value: text || null }))}
      />
      <Line
        label="Environment"
        value={sharedMark(marks, 'environment')}
        longest={256}
        suggestions={ENVIRONMENTS}
        onKeep={(text) => set(() => ({ mark: 'environment', value: text || null }))}
      />
      <Line
        label="Tags"
        value={sharedMark(marks, 'tags', (tags) => tags.join(', '))}
        longest={4_096}
        hint="Separated by commas"
        mixedHint="Several; what is typed is added to each"
        onKeep={(text, mixed) =>
          set((_, before) => {
            const tags = tagsFrom(text, mixed ? (before.tags ?? []) : []);
            return { mark: 'tags', value: tags.length === 0 ? null : tags };
          })
        }
      />
      <Line
        label="Note"
        value={sharedMark(marks, 'note')}
        longest={20_000}
        onKeep={(text) => set(() => ({ mark: 'note', value: text || null }))}
      />
    </section>
  );
}

/** Kept when the person leaves the field or presses Enter. */
function Line(props: {
  readonly label: string;
  readonly value: string | typeof MIXED | undefined;
  readonly longest: number;
  readonly hint?: string;
  readonly mixedHint?: string;
  readonly suggestions?: readonly string[];
  readonly onKeep: (text: string, mixed: boolean) => void;
}) {
  const { label, value, onKeep, suggestions } = props;
  const mixed = value === MIXED;
  const before = value === MIXED ? '' : (value ?? '');
  const [text, setText] = useState(before);
  useEffect(() => setText(before), [before]);
  const keep = () => {
    const now = text.trim();
    if (now !== before) onKeep(now, mixed);
  };
  const list = `suggestions-${label}`;
  return (
    <label className="case-line">
      <span className="muted small">{label}</span>
      <input
        className="input"
        value={text}
        maxLength={props.longest}
        placeholder={mixed ? (props.mixedHint ?? 'several') : props.hint}
        list={suggestions && list}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setText(before);
        }}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </label>
  );
}
