import { useEffect, useRef } from 'react';
import { Name } from '../entity/name.tsx';
import { clockWords } from './clock-words.ts';
import type { Running } from './running.ts';

/** What the team was told so far, the latest last and in sight. */
export function Injects({ running }: { readonly running: Running }) {
  const { told } = running;
  const latest = useRef<HTMLLIElement>(null);
  const count = told.filter((each) => each !== null).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told brings itself into sight
  useEffect(() => latest.current?.scrollIntoView({ block: 'nearest' }), [count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="drill-side" aria-label="What the team was told" tabIndex={0}>
      <p className="note">{running.scenario}</p>
      <ol className="drill-injects" aria-live="polite">
        {running.injects.slice(0, count).map((inject, at) => (
          <li key={inject.title} ref={at === count - 1 ? latest : undefined} className="card">
            <p className="row">
              <strong className="grow">
                <Name text={inject.title} length={70} />
              </strong>
              <span className="muted small">
                planned {clockWords(inject.due)}, told {clockWords(told[at] ?? 0)}
              </span>
            </p>
            <p>
              <Name text={inject.says} />
            </p>
            <p>
              <strong>Question:</strong> <Name text={inject.question} />
            </p>
            {inject.proof.length > 0 && (
              <details>
                <summary className="muted">Why it is so, in the snapshot</summary>
                <ul className="bullets">
                  {inject.proof.map((says, number) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a proof does not change while it is drilled
                    <li key={number}>
                      <Name text={says} />
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
