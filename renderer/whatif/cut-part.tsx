import { FlaskConical, Scissors } from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { cutQuestion, cutThis } from './cut-question.ts';
import { planChanges } from './whatif-store.ts';

/** Severs the paths of the current answer. */
export function CutButton({ quiet = false }: { readonly quiet?: boolean }) {
  const answer = useNavigation((history) => here(history).answer);
  const target = useInvestigate((state) => state.target);
  const question = cutQuestion(answer, target?.id ?? null);
  return (
    <button
      type="button"
      className={quiet ? 'button' : 'button primary'}
      disabled={question === null}
      title={question ? `Sever every path to ${question.to}` : 'Ask for a path in Investigate first'}
      onClick={cutThis}
    >
      <Scissors size={16} aria-hidden /> Find the least cut
    </button>
  );
}

/** Sets of changes to choose among, each tried. */
export function CutPart({ handle, cut }: { readonly handle: string; readonly cut: Output<'cut'> }) {
  return (
    <section className="card" aria-label="Least cut">
      <h2>
        The least that severs every path to <Name text={cut.to} length={60} />
      </h2>
      {cut.stuck && (
        <p>
          No single change of the configuration takes away the path from{' '}
          <Name text={cut.stuck.from} length={60} />.
        </p>
      )}
      <ol className="proposals">
        {cut.proposals.map((proposal, index) => (
          <li key={proposal.steps.map((step) => step.title).join('\n')} className="stack">
            <p className="row">
              <strong className="grow">
                {proposal.steps.length === 0
                  ? 'Nothing has to be changed: no path leads there.'
                  : `Proposal ${index + 1}: ${plural(proposal.steps.length, 'change')}`}
              </strong>
              <span className="muted small">
                {proposal.severs === 1 ? '1 relation ends' : `${plural(proposal.severs, 'relation')} end`}
                {proposal.verified ? '; tried: no path is left' : '; a path is left after it'}
              </span>
            </p>
            <ul>
              {proposal.steps.map((step) => (
                <li key={step.title}>
                  <Name text={step.title} length={110} />{' '}
                  <span className="muted small">behind {plural(step.breadth, 'relation')}</span>
                </li>
              ))}
              {proposal.breaks.map((use) => (
                <li key={use.says} className="muted">
                  may break: <Name text={use.says} />
                </li>
              ))}
            </ul>
            {proposal.steps.length > 0 && (
              <div>
                <button
                  type="button"
                  className="button"
                  // biome-ignore lint/a11y/noAutofocus: what somebody who asked for a cut does next
                  autoFocus={index === 0}
                  onClick={() =>
                    planChanges(
                      handle,
                      proposal.steps.map(({ title, change }) => ({ title, change })),
                    )
                  }
                >
                  <FlaskConical size={16} aria-hidden /> Try it
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
