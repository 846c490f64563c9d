import { LoaderCircle, Search, ShieldCheck, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { elideMiddle } from '../entity/elide.ts';
import { escapeText } from '../entity/escape-text.ts';
import { useSession } from '../frame/session-store.ts';
import { askCredential, askFrom, stopAsking } from './ask.ts';
import { EntityPicker, SuggestionList, useSuggestions } from './entity-picker.tsx';
import { useInvestigate } from './investigate-store.ts';
import { looksSecret } from './looks-secret.ts';
import './ask-box.css';

/** Puts the cursor into the box, wherever the command came from. */
export const FOCUS_ASK = 'trustpath:focus-ask';

/**
 * The one box: a credential is pasted, a name is typed. What looks like a credential is asked at once, straight from the
 * paste, and never stands in the box; typed, it is masked. The box is replaced by a new one after each question, so that
 * its undo history goes too.
 */
export function AskBox() {
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const opening = useSession((state) => state.opening !== null);
  const asking = useInvestigate((state) => state.asking);
  const target = useInvestigate((state) => state.target);
  const [text, setText] = useState('');
  const [round, setRound] = useState(0);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const secret = looksSecret(text);
  const found = useSuggestions(handle, secret ? '' : text);
  const shown = open && found.length > 0;

  useEffect(() => {
    const focus = () => input.current?.focus();
    window.addEventListener(FOCUS_ASK, focus);
    return () => window.removeEventListener(FOCUS_ASK, focus);
  }, []);

  const forget = () => {
    setText('');
    setOpen(false);
    setActive(0);
    setRound((before) => before + 1);
  };
  const pick = (entity: EntityRecord) => {
    forget();
    void askFrom(entity);
  };
  const submit = (given: string) => {
    if (given.trim() === '') return;
    forget();
    void askCredential(given.trim());
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!looksSecret(pasted)) return;
    event.preventDefault();
    submit(pasted);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && found.length > 0) {
      setOpen(true);
      setActive(open ? Math.min(found.length - 1, active + 1) : 0);
    } else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Escape') forget();
    else if (event.key === 'Enter') {
      const chosen = shown ? found[active] : undefined;
      if (chosen) pick(chosen);
      else submit(text);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="ask">
      <div className="ask-box">
        <Search size={16} aria-hidden className="ask-icon" />
        <input
          key={round}
          ref={input}
          className={secret ? 'ask-input masked' : 'ask-input'}
          role="combobox"
          aria-label="Paste a credential, or type a name or identifier"
          aria-expanded={shown}
          aria-controls={id}
          aria-activedescendant={shown ? `${id}-${active}` : undefined}
          placeholder={
            handle === null && !opening
              ? 'Paste a credential to see what it is'
              : 'Paste a credential, or type a name, ARN or key id; kind:role narrows'
          }
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the box is what this view is for
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onPaste={paste}
          onKeyDown={keys}
          onBlur={() => setOpen(false)}
        />
        {asking === null ? (
          <span className="ask-promise small muted">
            <ShieldCheck size={14} aria-hidden /> pasted secrets are not kept
          </span>
        ) : (
          <span className="ask-promise small" role="status">
            <LoaderCircle size={14} aria-hidden className="spin" /> {escapeText(asking)}…
            <button type="button" className="button quiet" onClick={stopAsking}>
              Stop
            </button>
          </span>
        )}
        {shown && <SuggestionList id={id} found={found} active={active} onPick={pick} />}
      </div>
      {handle !== null && (
        <div className="ask-target">
          <span className="muted">to</span>
          {picking ? (
            <EntityPicker
              label="Target of the paths"
              placeholder="Name of the target"
              handle={handle}
              autoFocus
              onPick={(entity) => {
                useInvestigate.setState({ target: entity });
                setPicking(false);
                input.current?.focus();
              }}
            />
          ) : (
            <button
              type="button"
              className="button"
              title={target ? escapeText(target.id) : 'Choose one target instead'}
              onClick={() => setPicking(true)}
            >
              {target ? escapeText(elideMiddle(target.name, 24)) : 'any crown jewel'}
            </button>
          )}
          {(target || picking) && (
            <button
              type="button"
              className="button quiet icon"
              aria-label="To any crown jewel"
              title="To any crown jewel"
              onClick={() => {
                useInvestigate.setState({ target: null });
                setPicking(false);
              }}
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
