import type { ReactNode } from 'react';
import { Identifier } from '../entity/name.tsx';
import { CopyButton } from './copy-button.tsx';

/** Where to read on: the rule, its techniques of ATT&CK, its references. `children` are further rows of the list. */
export function ReadMore(props: {
  readonly rule: string;
  readonly title?: string | undefined;
  readonly techniques: readonly string[];
  readonly references: readonly string[];
  readonly children?: ReactNode;
}) {
  return (
    <section>
      <h3>Read more</h3>
      <dl className="facts">
        <dt>Rule</dt>
        <dd>
          {props.title !== undefined && <span>{props.title} · </span>}
          <span className="mono">{props.rule}</span>
        </dd>
        {props.techniques.length > 0 && (
          <>
            <dt>ATT&CK</dt>
            <dd className="row wrap">
              {props.techniques.map((technique) => (
                <span key={technique} className="chip mono">
                  {technique}
                </span>
              ))}
            </dd>
          </>
        )}
        {props.references.map((reference) => (
          <div key={reference} className="facts-row">
            <dt>Reference</dt>
            <dd className="row">
              <Identifier text={reference} length={36} />
              <CopyButton text={reference} label="Copy the address" />
            </dd>
          </div>
        ))}
        {props.children}
      </dl>
    </section>
  );
}
