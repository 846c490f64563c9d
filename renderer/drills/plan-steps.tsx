import { Name } from '../entity/name.tsx';
import { clockWords } from './clock-words.ts';
import type { Running } from './running.ts';

/** The plan, to be ticked. What ends something that the attacker holds says so: the last of these is the time to revoke. */
export function PlanSteps({
  running: { plan, done },
  onTick,
}: {
  readonly running: Running;
  readonly onTick: (step: number) => void;
}) {
  return (
    <ol className="drill-plan">
      {plan.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan does not change while it is drilled
        <li key={at}>
          <label className="row">
            <input type="checkbox" checked={done[at] !== null} onChange={() => onTick(at)} />
            <span className="grow">
              <Name text={step.title} />
            </span>
            {step.revokes && <span className="chip">ends something held</span>}
            <span className="mono drill-done">
              {typeof done[at] === 'number' ? clockWords(done[at]) : ''}
            </span>
          </label>
          <details>
            <summary className="muted small">Why, and how</summary>
            <p className="muted small">
              <Name text={step.why} />
            </p>
            {step.command !== null && (
              <pre className="mono drill-command">
                <Name text={step.command} />
              </pre>
            )}
          </details>
        </li>
      ))}
    </ol>
  );
}
