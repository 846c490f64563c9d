import { useEffect, useRef } from 'react';
import { Name } from '../entity/name.tsx';
import { clockWords } from './clock-words.ts';
import type { Running } from './running.ts';

/** What the team was told so far, the latest last and in sight. */
export function Injects({ running }: { readonly running: Running }) {
  const { drill, told } = running;
  const latest = useRef<HTMLLIElement>(null);
  const count = told.filter((each) => each !== null).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told brings itself into sight
  useEffect(() => latest.current?.scrollIntoView({ block: 'nearest' }), [count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="drill-side" aria-label="What the team was told" tabIndex={0}>
      <p className="note">{drill.scenario}</p>
      <ol className="drill-injects" aria-live="polite">
        {drill.injects.slice(0, count).map((inject, at) => (
          <li key={inject.title} ref={at === count - 1 ? latest : undefined} className="card">
            <p className="row">
              <strong className="grow">
                <Name text={inject.title} length={70} />
              </strong>
              <span className="muted small">
                planned {clockWords(60 * inject.minute)}, told {clockWords(told[at] ?? 0)}
              </span>
            </p>
            <p>
              <Name text={inject.says} />
            </p>
            <p>
              <strong>Question:</strong> <Name text={inject.question} />
            </p>
            {inject.hop && (
              <details>
                <summary className="muted">Why it is so, in the snapshot</summary>
                <ul className="bullets">
                  {inject.hop.proof.map((step) => (
                    <li key={`${step.observation}${step.pointer}`}>
                      <Name text={step.says} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
