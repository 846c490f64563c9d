import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useCase } from '../case/case-store.ts';
import { Name } from '../entity/name.tsx';
import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { type Draft, EMPTY, type Field, faultsOf } from './exception-form.ts';
import { grantException, useExceptionDialog } from './exception-store.ts';
import './exceptions.css';

const today = () => new Date().toISOString().slice(0, 10);

/** Grants an exception: somebody answers for a risk until a day. Every field is needed; what lacks is said beside it. */
export function ExceptionDialog() {
  const offered = useExceptionDialog((state) => state.offered);
  const open = useCase((state) => state.open);
  const [covers, setCovers] = useState(0);
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[name="reason"]')?.focus(), []);
  const faults = tried ? faultsOf(draft, today()) : {};
  const scope = offered[covers]?.scope;
  const grant = (event: FormEvent) => {
    event.preventDefault();
    const [first] = Object.keys(faultsOf(draft, today()));
    setTried(true);
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else if (scope) void grantException(draft, scope);
  };
  const bind = (field: Field): Bound => ({
    name: field,
    value: draft[field],
    fault: faults[field],
    onText: (text) => setDraft((before: Draft) => ({ ...before, [field]: text })),
  });
  return (
    <Modal label="Grant an exception" className="exception-dialog">
      <form ref={form} className="stack" noValidate onSubmit={grant}>
        <h2>Grant an exception</h2>
        <p className="muted">
          What it covers is shown as excepted until its last day and never hidden; after that it comes back
          first.
        </p>
        {offered.length > 1 ? (
          <label className="field">
            <span>What it covers</span>
            <select
              className="input"
              value={covers}
              onChange={({ target }) => setCovers(Number(target.value))}
            >
              {offered.map(({ label }, at) => (
                <option key={label} value={at}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p className="exception-covers">
            <Name text={offered[0]?.label ?? ''} />
          </p>
        )}
        <Line bound={bind('reason')} label="Reason">
          {(given) => <textarea {...given} rows={2} maxLength={20_000} />}
        </Line>
        <div className="exception-pair">
          <Line bound={bind('owner')} label="Owner, who answers for it">
            {(given) => <input {...given} maxLength={256} autoComplete="off" />}
          </Line>
          <Line bound={bind('approver')} label="Approved by">
            {(given) => <input {...given} maxLength={256} autoComplete="off" />}
          </Line>
        </div>
        <Line bound={bind('control')} label="Compensating control">
          {(given) => <textarea {...given} rows={2} maxLength={20_000} />}
        </Line>
        <Line bound={bind('expires')} label="Last day (UTC)">
          {(given) => <input {...given} type="date" min={today()} />}
        </Line>
        <div className="row">
          <button type="submit" className="button primary">
            {open ? 'Grant it' : 'Begin a case and grant it…'}
          </button>
          <button type="button" className="button" onClick={closeDialog}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface Bound {
  readonly name: Field;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onText: (text: string) => void;
}

/** A field with its label and, where something is wrong with it, what. */
function Line(props: {
  readonly bound: Bound;
  readonly label: string;
  readonly children: (given: {
    readonly id: string;
    readonly name: string;
    readonly className: string;
    readonly value: string;
    readonly required: true;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string | undefined;
    readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  }) => ReactNode;
}) {
  const { name, value, fault, onText } = props.bound;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children({
        id,
        name,
        className: 'input',
        value,
        required: true,
        'aria-invalid': fault !== undefined,
        'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
        onChange: ({ target }) => onText(target.value),
      })}
      {fault !== undefined && (
        <span id={`${id}-fault`} className="bad-text small" role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
