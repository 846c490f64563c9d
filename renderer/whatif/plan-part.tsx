import { ClipboardList } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { json, type Plan, planMarkdown, STAGE_WORDS, stepFacts } from './plan-markdown.ts';
import { useWhatIf } from './whatif-store.ts';

/** How a person makes the changes, step by step. Nothing is ever run from here. */
export function PlanPart({ handle }: { readonly handle: string }) {
  const changes = useWhatIf((state) => state.changes);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setPlan(null);
    setFailure(null);
    engine
      .request(
        'plan',
        { handle, changes: changes.map((each) => each.change), effects: true },
        { signal: abort.signal },
      )
      .then(setPlan)
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) setFailure(asFailure(thrown));
      });
    return () => abort.abort();
  }, [handle, changes]);
  if (failure) return <FailureNote failure={failure} />;
  if (!plan) return null;
  return (
    <section className="card" aria-label="Plan">
      <div className="row">
        <h2 className="grow">Plan</h2>
        <CopyButton text={planMarkdown(plan)} label="Copy the plan as Markdown" />
        <button
          type="button"
          className="button"
          onClick={() => void savePlan(plan).catch((thrown: unknown) => setFailure(asFailure(thrown)))}
        >
          Save the plan…
        </button>
      </div>
      <p className="muted">
        Commands to read and run elsewhere: none is run from here. What stops the harm comes first, what
        cannot be undone last.
      </p>
      <ol className="plan">
        {plan.steps.map((step) => (
          <li key={`${step.stage} ${step.title}`} className="stack">
            <p className="row">
              <ClipboardList size={14} aria-hidden className="fixed" />
              <strong className="grow">
                <Name text={step.title} length={110} />
              </strong>
              <span className="muted small">{STAGE_WORDS[step.stage]}</span>
            </p>
            {stepFacts(step).map(([title, text]) => (
              <p key={`${title} ${text}`} className="row plan-lines">
                <span className="muted small plan-label">{title}</span>
                <span className="grow">
                  <Name text={text} />
                </span>
              </p>
            ))}
            {step.document && <Documents document={step.document} />}
            <Lines title="Run" lines={step.commands} />
            <Lines title="Test first" lines={step.test} />
            <Lines title="Way back" lines={step.rollback} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Writes the plan as Markdown to where the person chooses. */
async function savePlan(plan: Plan): Promise<void> {
  await fromShell(
    shell().saveFile({ kind: 'markdown', suggestedName: 'plan.md', content: planMarkdown(plan) }),
  );
}

function Documents({ document }: { readonly document: NonNullable<Plan['steps'][number]['document']> }) {
  const { before, after, name } = document;
  return (
    <details>
      <summary className="small">
        <Name text={name} length={60} />: before and after
      </summary>
      <div className="plan-documents">
        <pre className="plan-text">{before === null ? 'none' : json(before)}</pre>
        <pre className="plan-text">{after === null ? 'none' : json(after)}</pre>
      </div>
    </details>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="row plan-lines">
      <span className="muted small plan-label">{title}</span>
      <pre className="plan-text grow">{lines.join('\n')}</pre>
      <CopyButton text={lines.join('\n')} label={`Copy: ${title}`} />
    </div>
  );
}
