import { useEffect, useRef, useState } from 'react';
import { DRILL_KINDS } from '../../schema/case/drill-kinds.ts';
import { useCase } from '../case/case-store.ts';
import { Time } from '../entity/time.tsx';
import { openDialog } from '../frame/dialog-store.ts';
import { clockWords } from './clock-words.ts';
import { DrillNotes } from './drill-notes.tsx';
import {
  endAsOfLast,
  endDrill,
  keepDrill,
  noteTheTeam,
  showThePlan,
  tellTheNext,
  tickStep,
  useDrill,
} from './drill-store.ts';
import { Injects } from './injects.tsx';
import { PlanSteps } from './plan-steps.tsx';
import { lastSeconds, nextInject, type Running, secondsAt } from './running.ts';

/** A drill that goes on: what the team was told on the left, what it does on the right. */
export function RunningDrill({ running }: { readonly running: Running }) {
  const next = nextInject(running);
  const upcoming = next === null ? null : running.injects[next];
  const tell = useRef<HTMLButtonElement>(null);
  useEffect(() => tell.current?.focus(), []);
  return (
    <div className="drill">
      <header className="filter-bar">
        <h2>{DRILL_KINDS[running.kind]}</h2>
        <Clock running={running} />
        <span className="grow muted small">
          {upcoming === null || upcoming === undefined
            ? 'The team has been told everything.'
            : `Next is planned for ${clockWords(upcoming.due)}.`}
        </span>
        <button
          ref={tell}
          type="button"
          className="button primary"
          disabled={next === null}
          aria-keyshortcuts="N"
          onClick={tellTheNext}
        >
          Tell what comes next <kbd className="kbd">N</kbd>
        </button>
        <button type="button" className="button" onClick={endDrill}>
          End the drill
        </button>
        <button type="button" className="button quiet" onClick={() => openDialog('abandon-drill')}>
          Abandon…
        </button>
      </header>
      <Keeping running={running} />
      <div className="drill-sides">
        <Injects running={running} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys */}
        <section className="drill-side" aria-label="What the team does" tabIndex={0}>
          <TeamForm />
          {running.noted.length > 0 && (
            <ul className="drill-noted" aria-label="Noted">
              {running.noted.map(({ text, seconds }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what was noted is only added to
                <li key={at}>
                  <span className="mono">{clockWords(seconds)}</span> {text}
                </li>
              ))}
            </ul>
          )}
          <h3>The plan</h3>
          {running.planAsked === null ? (
            <>
              <p className="muted">
                Hidden until the team asks for it, which the record says. What it does by itself is matched
                with the plan at the end.
              </p>
              <div>
                <button type="button" className="button" onClick={showThePlan}>
                  Show the plan
                </button>
              </div>
            </>
          ) : (
            <>
              <p className="muted">Asked for after {clockWords(running.planAsked)}. Tick what is done.</p>
              <PlanSteps running={running} onTick={tickStep} />
            </>
          )}
          <DrillNotes notes={running.notes} rows={3} />
        </section>
      </div>
    </div>
  );
}

/** Where the drill is kept, where that is not what is expected: nowhere, or in a case from which it goes on. */
function Keeping({ running }: { readonly running: Running }) {
  const keptIn = useDrill((state) => state.keptIn);
  const goesOn = useDrill((state) => state.goesOn);
  const caseOpen = useCase((state) => state.open !== null);
  if (keptIn === null)
    return (
      <div className="note drill-keeping">
        <p className="grow">Kept nowhere until it is recorded: it is lost when the application closes.</p>
        <button type="button" className="button" onClick={() => void keepDrill()}>
          {caseOpen ? 'Keep it in the case' : 'Keep it in a new case…'}
        </button>
      </div>
    );
  if (!goesOn) return null;
  return (
    <div className="note drill-keeping">
      <p className="grow">
        Goes on from the case: begun <Time utc={running.startedAt} />, the last of it at{' '}
        {clockWords(lastSeconds(running))}.
      </p>
      <button type="button" className="button" onClick={endAsOfLast}>
        End it as of {clockWords(lastSeconds(running))}
      </button>
    </div>
  );
}

function Clock({ running }: { readonly running: Running }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="drill-clock mono" role="timer" aria-label="Time since the start">
      {clockWords(secondsAt(running, now))}
    </span>
  );
}

function TeamForm() {
  const [text, setText] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        noteTheTeam(text);
        setText('');
      }}
    >
      <input
        className="input grow"
        aria-label="What the team does now"
        placeholder="What the team does; Enter notes it"
        maxLength={1_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button" disabled={text.trim() === ''}>
        Note it
      </button>
    </form>
  );
}
