import { CloudDownload, RotateCcw } from 'lucide-react';
import { Name } from '../entity/name.tsx';
import { fileName } from '../frame/session-store.ts';
import { COLLECT_PROVIDERS } from './collect-providers.ts';
import { fill, startAfresh, useCollect } from './collect-store.ts';
import { choosePlace } from './jobs.ts';

/** What to collect, from where and to which file. Each provider brings its own fields. */
export function CollectForm() {
  const state = useCollect();
  const { form, resuming } = state;
  const provider = COLLECT_PROVIDERS[state.provider];
  const today = new Date().toISOString().slice(0, 10);
  return (
    <form
      className="card"
      aria-label={`Collect from ${provider.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        void provider.collect(state, resuming !== null);
      }}
    >
      {resuming === null ? (
        <h2>{provider.title}</h2>
      ) : (
        <>
          <div className="row">
            <h2 className="grow">
              Resume <Name text={fileName(resuming)} length={60} />
            </h2>
            <button type="button" className="button quiet" onClick={startAfresh}>
              Collect anew instead
            </button>
          </div>
          <p className="muted">{provider.resumeHint}</p>
        </>
      )}
      <ProviderChoice />
      <provider.Fields />
      <div className="field">
        <label htmlFor="collect-out">Write to</label>
        <div className="row">
          <input
            id="collect-out"
            className="input mono"
            value={form.out}
            readOnly={resuming !== null}
            placeholder="Choose where the snapshot is written"
            spellCheck={false}
            onChange={(event) => fill({ out: event.target.value })}
          />
          <button
            type="button"
            className="button"
            disabled={resuming !== null}
            onClick={async () => {
              const out = await choosePlace(`${provider.placeName(state)}-${today}.trustpath`);
              if (out !== null) fill({ out });
            }}
          >
            Choose…
          </button>
        </div>
      </div>
      <div className="row">
        <button type="submit" className="button primary" disabled={form.out === ''}>
          {resuming === null ? <CloudDownload size={16} aria-hidden /> : <RotateCcw size={16} aria-hidden />}
          {resuming === null ? 'Collect' : 'Resume'}
        </button>
        {form.out === '' && <span className="muted small">Choose a place to write to first.</span>}
      </div>
    </form>
  );
}

function ProviderChoice() {
  const chosen = useCollect((state) => state.provider);
  return (
    <fieldset className="row provider-choice" aria-label="Collect from">
      {Object.entries(COLLECT_PROVIDERS).map(([id, { label }]) => (
        <label key={id} className="row">
          <input
            type="radio"
            name="collect-provider"
            checked={id === chosen}
            onChange={() => useCollect.setState({ provider: id as typeof chosen })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
