import { CircleHelp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { showGapsOfAnswer } from '../coverage/coverage-store.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { go } from '../frame/navigation-store.ts';
import './answer-head.css';

type Unknowns = Output<'path'>['unknowns'];
const SHOWN = 50;

/** The gaps that could change the answer shown: what was not seen, why, and which relations it may hide. */
export function UnknownNotes({ unknowns }: { readonly unknowns: Unknowns }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  if (unknowns.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside opened
    <div
      ref={box}
      className="unknowns"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <button type="button" className="unknowns-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        <CircleHelp size={14} aria-hidden /> {plural(unknowns.length, 'gap')} could change this answer
      </button>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
        <section className="unknown-list" aria-label="Gaps" tabIndex={0}>
          <ul className="stack">
            {unknowns.slice(0, SHOWN).map((gap) => (
              <li key={`${gap.source} ${gap.operation} ${gap.reason}`}>
                <p>
                  <span className="mono">{gap.operation}</span> in <Name text={gap.source} length={40} />:{' '}
                  <Name text={gap.reason} />
                </p>
                {gap.kinds.length > 0 && (
                  <p className="muted small">Concerns: {gap.kinds.map((kind) => verbOf(kind)).join(', ')}</p>
                )}
              </li>
            ))}
          </ul>
          <p>
            <button
              type="button"
              className="button"
              onClick={() => {
                showGapsOfAnswer();
                go('coverage');
              }}
            >
              {unknowns.length > SHOWN ? `All ${unknowns.length} in Coverage` : 'Open Coverage'}
            </button>
          </p>
        </section>
      )}
    </div>
  );
}
