import { ShieldOff } from 'lucide-react';
import type { ContainmentStep, EntityRecord } from '../../schema/contract.ts';
import { Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { EntityLink } from './hop-inspector.tsx';
import './containment.css';

/** What to do, most urgent first. Commands are for a person to run: nothing here runs them. */
export function ContainmentTab(props: {
  readonly steps: readonly ContainmentStep[];
  readonly notes: readonly string[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const steps = [...props.steps].sort((a, b) => a.order - b.order);
  const commands = steps.flatMap((step) => (step.command === null ? [] : [step.command]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="containment" aria-label="Containment" tabIndex={0}>
      {props.notes.map((note) => (
        <p key={note} className="note">
          <Name text={note} />
        </p>
      ))}
      {steps.length === 0 ? (
        <div className="empty">
          <ShieldOff size={28} aria-hidden />
          <p>
            <strong>No step could be named.</strong>
          </p>
          <p>
            The credential belongs to nothing that was collected. Its issuer can revoke it; see what was
            recognised above.
          </p>
        </div>
      ) : (
        <>
          <p className="row">
            <span className="grow muted">
              In this order. Commands are to be read and run by a person; none is run from here.
            </span>
            {commands.length > 1 && <CopyButton text={commands.join('\n')} label="Copy every command" />}
          </p>
          <ol className="steps">
            {steps.map((step, index) => (
              <li key={step.order} className="step">
                <span className="step-number">{index + 1}</span>
                <div className="grow stack">
                  <div>
                    <strong>
                      <Name text={step.title} />
                    </strong>
                    <p className="muted">
                      <Name text={step.why} />
                    </p>
                    {step.entity !== null && (
                      <EntityLink id={step.entity} entity={props.entities.get(step.entity)} />
                    )}
                  </div>
                  {step.command !== null && (
                    <div className="command">
                      <pre className="mono">
                        <Name text={step.command} />
                      </pre>
                      <CopyButton text={step.command} label={`Copy the command of step ${index + 1}`} />
                    </div>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
