import { ArrowRight, CircleCheck, LoaderCircle } from 'lucide-react';
import { useEffect } from 'react';
import { CATEGORIES, CATEGORY_NAMES } from '../../schema/redaction-categories.ts';
import { useCase } from '../case/case-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { closeDialog } from '../frame/dialog-store.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { Modal } from '../frame/modal.tsx';
import { beginRedaction, stopRedaction, toggleCategory, useRedact, writeRedaction } from './redact-store.ts';
import './redact.css';

/** Chooses what gives way to pseudonyms, shows what becomes of names, and writes the snapshot. */
export function RedactDialog() {
  const { busy, failure, keepKey, withCase, written, progress } = useRedact();
  const open = useCase((state) => state.open);
  useEffect(() => {
    beginRedaction();
    return stopRedaction;
  }, []);
  return (
    <Modal label="Save with pseudonyms" className="redact-dialog">
      <header>
        <h2>Save with pseudonyms</h2>
        <p className="muted">
          The snapshot is written again without its names. It opens, traces and verifies, and its graph is the
          same: that is checked, and so is that nothing of the original is left in it.
        </p>
      </header>
      {failure && <FailureNote failure={failure} onDismiss={() => useRedact.setState({ failure: null })} />}
      <div className="redact-columns">
        <Choices />
        <Preview />
      </div>
      {busy !== null && (
        <p className="row muted" role="status">
          <LoaderCircle size={16} aria-hidden className="spin" />
          {busy === 'previewing' ? 'Reading what is named' : (progress?.detail ?? 'Writing')}
        </p>
      )}
      {written && <Written />}
      <div className="row redact-foot">
        <label className="row">
          <input
            type="checkbox"
            checked={keepKey}
            onChange={(event) => useRedact.setState({ keepKey: event.target.checked })}
          />
          Keep the key, for the same pseudonyms later
        </label>
        {open && (
          <label className="row">
            <input
              type="checkbox"
              checked={withCase}
              onChange={(event) => useRedact.setState({ withCase: event.target.checked })}
            />
            With the case
          </label>
        )}
        <span className="grow" />
        <button type="button" className="button quiet" onClick={closeDialog}>
          Close
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy !== null}
          onClick={() => void writeRedaction()}
        >
          Save as…
        </button>
      </div>
    </Modal>
  );
}

function Choices() {
  const replace = useRedact((state) => state.replace);
  return (
    <fieldset className="redact-choices">
      <legend>Replace</legend>
      {CATEGORY_NAMES.map((category) => (
        <label key={category} className="row">
          <input type="checkbox" checked={replace.has(category)} onChange={() => toggleCategory(category)} />
          {CATEGORIES[category]}
        </label>
      ))}
    </fieldset>
  );
}

function Preview() {
  const preview = useRedact((state) => state.preview);
  if (!preview) return <div className="redact-preview" />;
  const { replaced, replacedTotal, readable, readableTotal, words } = preview;
  return (
    <div className="redact-preview">
      <p>
        {plural(replacedTotal, 'name')} with pseudonyms, for instance these (the pseudonyms will be others):{' '}
        <span className="muted">
          {plural(words.replaced, 'word')} replaced, {words.stay} stay.
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is reached by keyboard */}
      <section className="redact-names" aria-label="What becomes of names" tabIndex={0}>
        <table>
          <tbody>
            {replaced.map(({ before, after }) => (
              <tr key={before}>
                <td>
                  <Name text={before} length={36} />
                </td>
                <td>
                  <ArrowRight size={14} aria-label="becomes" />
                </td>
                <td>
                  <Name text={after} length={36} />
                </td>
              </tr>
            ))}
            {readable.map(({ id }) => (
              <tr key={id}>
                <td colSpan={3}>
                  <Name text={id} length={72} /> <span className="muted">stays</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="muted">
        {plural(readableTotal, 'name')} made of public words only stay readable; they come last.
      </p>
    </div>
  );
}

function Written() {
  const written = useRedact((state) => state.written);
  if (!written) return null;
  const { info, compared, keyFile, case: caseFile } = written;
  return (
    <div className="note" role="status">
      <CircleCheck size={16} aria-hidden />
      <span className="grow">
        Saved as <Name text={info.path} length={60} />. {plural(compared.entities, 'entity', 'entities')} and{' '}
        {plural(compared.relations, 'relation')} were compared and are the same; nothing of the original was
        found.{' '}
        {keyFile === null
          ? 'The key was thrown away.'
          : 'Whoever has the key can find out what a pseudonym stands for.'}
        {caseFile !== null && ' The case is beside it.'}
      </span>
    </div>
  );
}
