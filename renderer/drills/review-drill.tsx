import { useEffect, useRef } from 'react';
import { DRILL_KINDS, durationWords, revocationSeconds } from '../../schema/case/drill-kinds.ts';
import { useCase } from '../case/case-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { openDialog } from '../frame/dialog-store.ts';
import { clockWords } from './clock-words.ts';
import { DrillNotes } from './drill-notes.tsx';
import { recordDrill, setStep } from './drill-store.ts';
import { type Running, recordOf, secondsAt } from './running.ts';

/** A drill that has ended: what the team did by itself is matched with the plan, then it is recorded. */
export function ReviewDrill({ running }: { readonly running: Running }) {
  const { plan, done } = running;
  const open = useCase((state) => state.open);
  const record = useRef<HTMLButtonElement>(null);
  useEffect(() => record.current?.focus(), []);
  const seconds = revocationSeconds(recordOf(running, Date.now()));
  const left = plan.filter(({ revokes }, at) => revokes && done[at] === null).length;
  return (
    <div className="drill">
      <header className="filter-bar">
        <h2>{DRILL_KINDS[running.kind]}</h2>
        <span className="grow">
          Ended after {clockWords(secondsAt(running, Date.now()))}.{' '}
          {seconds === null
            ? `${plural(left, 'step')} that ${left === 1 ? 'ends' : 'end'} something held ${left === 1 ? 'is' : 'are'} not done: there is no time to revoke.`
            : `Everything revoked after ${durationWords(seconds)}.`}
        </span>
        <button ref={record} type="button" className="button primary" onClick={() => void recordDrill()}>
          {open ? 'Record it in the case' : 'Begin a case and record it…'}
        </button>
        <button type="button" className="button quiet" onClick={() => openDialog('abandon-drill')}>
          Abandon…
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys */}
      <section className="drill-side" aria-label="When was it done?" tabIndex={0}>
        <p className="muted">
          When each step of the plan was done. What was noted of the team stands to choose from.
        </p>
        <ol className="drill-plan">
          {plan.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a plan does not change while it is drilled
            <li key={at} className="row">
              <span className="grow">
                <Name text={step.title} />
              </span>
              {step.revokes && <span className="chip">ends something held</span>}
              <When running={running} step={at} />
            </li>
          ))}
        </ol>
        <DrillNotes notes={running.notes} rows={4} />
      </section>
    </div>
  );
}

function When({
  running: { plan, done, noted },
  step,
}: {
  readonly running: Running;
  readonly step: number;
}) {
  const at = done[step] ?? null;
  return (
    <select
      className="input drill-when"
      aria-label={`When: ${plan[step]?.title ?? ''}`}
      value={at === null ? 'not' : 'done'}
      onChange={({ target: { value } }) => {
        if (value !== 'done') setStep(step, noted[Number(value)]?.seconds ?? null);
      }}
    >
      <option value="not">not done</option>
      {at !== null && <option value="done">done at {clockWords(at)}</option>}
      {noted.map(({ text, seconds }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was noted does not change any more
        <option key={index} value={index}>
          when noted, {clockWords(seconds)}: {text.slice(0, 60)}
        </option>
      ))}
    </select>
  );
}
