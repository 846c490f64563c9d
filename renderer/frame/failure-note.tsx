import { CircleX, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TrustpathError } from '../../schema/errors.ts';
import { escapeText } from '../entity/escape-text.ts';

/** What can be done about each kind of failure, where the message alone does not say. */
const NEXT: Readonly<Record<string, string>> = {
  'entity-not-found': 'Check the spelling, or look it up in Identities.',
  'entity-ambiguous': 'Give the whole identifier, or choose from the list that opens while typing.',
  'credential-not-recognised':
    'Paste the whole credential, or type the name of an entity in this snapshot and choose it from the list.',
  'engine-lost': 'The engine is being started again. Ask again in a moment.',
  'input-refused': 'Nothing was changed.',
  'output-refused': 'Choose another place to write to.',
  internal: 'Ask again. If it happens again, the message above is what to report.',
};

/** One failure: what happened in the engine's words, what to do next. */
export function FailureNote(props: {
  readonly failure: TrustpathError;
  readonly onDismiss?: () => void;
  readonly children?: ReactNode;
}) {
  const { failure } = props;
  return (
    <div className="note bad" role="alert">
      <CircleX size={16} aria-hidden className="bad-text" />
      <div className="grow">
        <p>{escapeText(failure.message)}</p>
        {NEXT[failure.code] && <p className="muted">{NEXT[failure.code]}</p>}
        {props.children}
      </div>
      {props.onDismiss && (
        <button type="button" className="button quiet icon" aria-label="Dismiss" onClick={props.onDismiss}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
