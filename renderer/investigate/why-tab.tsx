import { Ban, FileSearch } from 'lucide-react';
import type { EntityRecord } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import type { Answer } from './answer.ts';
import { askPath } from './ask.ts';
import { HopInspector } from './hop-inspector.tsx';
import { openDocument } from './investigate-store.ts';
import './containment.css';

/** Why one entity can, or cannot, do something to another directly. */
export function WhyTab(props: {
  readonly answer: Extract<Answer, { kind: 'explain' }>;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { answer } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="why" aria-label="Why, or why not" tabIndex={0}>
      {answer.related ? (
        <>
          <h2>Yes: {plural(answer.relations.length, 'direct relation')}</h2>
          {answer.relations.map((hop) => (
            <div key={`${hop.kind} ${hop.rule}`} className="card flush">
              <HopInspector hop={hop} entities={props.entities} />
            </div>
          ))}
        </>
      ) : (
        <>
          <h2>No direct relation</h2>
          {answer.blockedBy.length === 0 && (
            <p className="muted">
              No rule derives a relation between these two, and nothing that was collected speaks of one.
            </p>
          )}
          <p className="row">
            <button type="button" className="button" onClick={() => void askPath(answer.from, answer.to)}>
              Look for a path over others
            </button>
          </p>
        </>
      )}
      {answer.blockedBy.length > 0 && (
        <>
          <h3>What stands in the way</h3>
          <ol className="proof">
            {answer.blockedBy.map((step) => {
              const { observation } = step;
              const body = (
                <>
                  <Ban size={14} aria-hidden className="step-mark" />
                  <span className="grow">
                    <span className="proof-says">
                      <Name text={step.says} />
                    </span>
                    {observation !== null && (
                      <span className="proof-place">
                        <FileSearch size={12} aria-hidden className="fixed" />
                        <Identifier text={step.pointer} length={64} />
                      </span>
                    )}
                  </span>
                </>
              );
              return (
                <li key={`${observation}${step.pointer}${step.says}`}>
                  {observation === null ? (
                    <p className="proof-step still">{body}</p>
                  ) : (
                    <button
                      type="button"
                      className="proof-step"
                      title="Open the document at this place"
                      onClick={() => openDocument({ observation, pointer: step.pointer, says: step.says })}
                    >
                      {body}
                    </button>
                  )}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}
