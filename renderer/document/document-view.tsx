import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import { engine } from '../engine-client.ts';
import { elideMiddle } from '../entity/elide.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import { type DocumentLine, documentLines, initiallyOpen } from './document-lines.ts';
import { LineSheet } from './line-sheet.tsx';
import './document.css';

type Observation = Output<'observation.get'>;
type ObservationId = `sha256:${string}`;

interface Props {
  readonly handle: string;
  readonly observation: ObservationId;
  readonly pointer: string;
  readonly says: string;
}

/** An observation as it was received, with the place a proof points at marked and in view. */
export function DocumentView(props: Props) {
  const { handle, observation } = props;
  const [answer, setAnswer] = useState<{ id: ObservationId; observation: Observation } | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    engine.request('observation.get', { handle, observation }, { signal: abort.signal }).then(
      (received) => setAnswer({ id: observation, observation: received }),
      (thrown: unknown) => {
        if (!abort.signal.aborted) setFailure(asFailure(thrown));
      },
    );
    return () => abort.abort();
  }, [handle, observation]);

  if (failure) return <FailureNote failure={failure} />;
  if (answer?.id !== observation) return <p className="muted pad">Reading the document…</p>;
  const call = answer.observation.calls[0];
  const marked = resolvePointer(answer.observation.document as Json, props.pointer);
  return (
    <div className="document">
      <header className="document-head">
        <p className="document-says">
          <Name text={props.says} />
        </p>
        <p className="row wrap small muted">
          {call && (
            <>
              <span className="mono">{call.operation}</span>
              <span>
                page {call.page + 1}, <Time utc={call.endedAt} />
              </span>
              <Identifier text={call.endpoint} length={40} />
              {call.requestId && (
                <span>
                  request <Identifier text={call.requestId} length={18} />
                </span>
              )}
            </>
          )}
          <span>
            <Identifier text={observation} length={22} />
          </span>
          <CopyButton text={observation} label="Copy the document's SHA-256" />
        </p>
        {marked === undefined && (
          <p className="bad-text">
            The proof points at <span className="mono">{props.pointer}</span>, and this document has nothing
            there.
          </p>
        )}
      </header>
      <Lines
        key={`${observation} ${props.pointer}`}
        document={answer.observation.document as Json}
        pointer={marked === undefined ? null : props.pointer}
      />
    </div>
  );
}

function Lines({ document, pointer }: { readonly document: Json; readonly pointer: string | null }) {
  const [open, setOpen] = useState(() => initiallyOpen(document, pointer));
  const lines = useMemo(() => documentLines(document, open, pointer), [document, open, pointer]);
  const toggle = (at: string) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(at)) next.add(at);
      return next;
    });
  };
  return (
    <LineSheet
      label="Document"
      count={lines.length}
      marked={{
        first: lines.findIndex((line) => line.marked),
        length: lines.filter((line) => line.marked).length,
      }}
      line={(index) => {
        const line = lines[index];
        return line && { ...line, content: <Line line={line} onToggle={toggle} /> };
      }}
    />
  );
}

/** A string of a document longer than this is shown with its middle left out. */
const LONGEST = 400;

function Line({ line, onToggle }: { readonly line: DocumentLine; readonly onToggle: (at: string) => void }) {
  const folds = line.part === 'open' || line.part === 'closed-up';
  const Icon = line.part === 'open' ? ChevronDown : ChevronRight;
  return (
    <>
      {folds && (
        <button
          type="button"
          className="fold"
          tabIndex={-1}
          aria-expanded={line.part === 'open'}
          aria-label={line.part === 'open' ? 'Close up' : 'Open'}
          onClick={() => onToggle(line.pointer)}
        >
          <Icon size={12} aria-hidden />
        </button>
      )}
      {line.name !== null && (
        <span className="json-key">
          <Name text={JSON.stringify(line.name)} />
          {': '}
        </span>
      )}
      {line.part === 'value' ? (
        <span className={typeof line.value === 'string' ? 'json-text' : 'json-number'}>
          <Name text={elideMiddle(JSON.stringify(line.value), LONGEST)} />
        </span>
      ) : (
        <span>
          {line.part === 'closed-up' ? line.bracket[0] : line.bracket}
          {line.part === 'closed-up' && (
            <button type="button" className="summary" onClick={() => onToggle(line.pointer)}>
              <Name text={line.summary} length={120} />
            </button>
          )}
          {line.part === 'closed-up' && line.bracket[1]}
        </span>
      )}
      {line.comma && ','}
    </>
  );
}
