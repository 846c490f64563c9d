import { Route } from 'lucide-react';
import { showGapsOfAnswer } from '../coverage/coverage-store.ts';
import { plural } from '../entity/kind.ts';
import { openDialog } from '../frame/dialog-store.ts';
import { go } from '../frame/navigation-store.ts';
import { type Answer, startOf, unknownsOf } from './answer.ts';
import { askAgain, askWhyNot } from './ask.ts';
import { enableAllHops } from './edit-view.ts';
import { useInvestigate } from './investigate-store.ts';
import { PathLimits } from './path-limits.tsx';

/** That there is no path, and what to ask next. */
export function NoPaths({ answer }: { readonly answer: Answer }) {
  const from = answer.kind === 'path' ? answer.from : answer.kind === 'trace' ? answer.owner : null;
  const to = answer.kind === 'path' || answer.kind === 'trace' ? answer.to : null;
  const gaps = unknownsOf(answer).length;
  const include = useInvestigate((state) => state.include);
  const all = include.conditional && include.unknown;
  const disabled = useInvestigate((state) => state.edits.now.disabled.length);
  const start = startOf(answer);
  return (
    <div className="empty">
      <Route size={28} aria-hidden />
      <p>
        <strong>{start === null ? 'Nothing to trace from.' : 'No path was found.'}</strong>
      </p>
      {start !== null && (
        <p>
          {disabled > 0 ? 'Without the disabled hops' : 'With what was collected'}, nothing here leads{' '}
          {to ? 'to that target' : 'to a crown jewel'}. What was not collected can hide a path.
        </p>
      )}
      <PathLimits answer={answer} />
      <div className="row wrap">
        {!all && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              useInvestigate.setState({ include: { conditional: true, unknown: true } });
              void askAgain(answer);
            }}
          >
            Include conditional and unknown relations
          </button>
        )}
        {disabled > 0 && (
          <button type="button" className="button primary" onClick={() => void enableAllHops()}>
            Enable {plural(disabled, 'disabled hop')} again
          </button>
        )}
        {from && (
          <button
            type="button"
            className="button"
            onClick={() => (to ? void askWhyNot(from, to) : openDialog('why-not', from))}
          >
            Why not?
          </button>
        )}
        {gaps > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => {
              showGapsOfAnswer();
              go('coverage');
            }}
          >
            {plural(gaps, 'gap')} could change this
          </button>
        )}
        {start !== null && !(answer.kind === 'trace' && answer.reach.total === 0) && (
          <button type="button" className="button" onClick={() => useInvestigate.setState({ tab: 'blast' })}>
            What is reached
          </button>
        )}
      </div>
    </div>
  );
}
