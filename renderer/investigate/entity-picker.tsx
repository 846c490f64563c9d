import { useEffect, useId, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { rankSuggestions } from './rank-suggestions.ts';
import { type SearchWords, searchWords } from './search-words.ts';
import './ask-box.css';

const MOST = 8;
const FETCHED = 200;

/**
 * Entities whose name or id holds a fragment, of the kinds that `kind:` words name, a little after the typing stops.
 * Nothing is asked for an empty text.
 */
export function useSuggestions(handle: string | null, text: string): readonly EntityRecord[] {
  const [found, setFound] = useState<readonly EntityRecord[]>([]);
  useEffect(() => {
    const words = searchWords(text);
    if (handle === null || (words.match === '' && words.kinds === null)) {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const entities = await suggested(handle, words, abort.signal);
        setFound(rankSuggestions(entities, words.match).slice(0, MOST));
      } catch {
        // Suggestions are a help, not an answer: asking itself says what is wrong.
        if (!abort.signal.aborted) setFound([]);
      }
    }, 70);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [handle, text]);
  return found;
}

async function suggested(
  handle: string,
  { match, kinds }: SearchWords,
  signal: AbortSignal,
): Promise<readonly EntityRecord[]> {
  const query = { handle, limit: FETCHED, ...(match !== '' && { match }) };
  const lists = await Promise.all(
    kinds === null
      ? [engine.request('entities.list', query, { signal })]
      : kinds.map((kind) => engine.request('entities.list', { ...query, kind }, { signal })),
  );
  return lists.flatMap((list) => list.entities);
}

/** The list under a box; `active` is the row the arrow keys are on. */
export function SuggestionList(props: {
  readonly id: string;
  readonly found: readonly EntityRecord[];
  readonly active: number;
  readonly onPick: (entity: EntityRecord) => void;
}) {
  return (
    <div id={props.id} role="listbox" aria-label="Entities found" className="suggestions">
      {props.found.map((entity, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and handles the keys
        <div
          key={entity.index}
          id={`${props.id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.active}
          className="suggestion"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onPick(entity)}
        >
          <EntityIcon kind={entity.kind} />
          <span className="grow clip">
            <Name text={entity.name} length={52} /> <JewelMark tier={entity.tier} />
          </span>
          <span className="muted small">
            {kindOf(entity.kind).label} · <Name text={originOf(entity)} length={28} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** A box that chooses one entity by name or id. */
export function EntityPicker(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly handle: string;
  readonly onPick: (entity: EntityRecord) => void;
  readonly autoFocus?: boolean;
}) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = useSuggestions(props.handle, text);
  const id = useId();
  const pick = (entity: EntityRecord) => {
    setText('');
    props.onPick(entity);
  };
  return (
    <div className="picker">
      <input
        className="input"
        role="combobox"
        aria-label={props.label}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: opened by a command whose next step is typing here
        autoFocus={props.autoFocus}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, active + 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
          else if (event.key === 'Enter' && found[active]) pick(found[active]);
          else return;
          event.preventDefault();
        }}
      />
      {found.length > 0 && <SuggestionList id={id} found={found} active={active} onPick={pick} />}
    </div>
  );
}
