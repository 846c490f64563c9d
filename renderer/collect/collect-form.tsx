import { CloudDownload, Plus, RotateCcw } from 'lucide-react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { fileName, useSession } from '../frame/session-store.ts';
import { COLLECT_PROVIDERS } from './collect-providers.ts';
import { fill, planSource, startAfresh, useCollect } from './collect-store.ts';
import { choosePlace, collectSources } from './jobs.ts';
import { PlannedList } from './planned-list.tsx';
import { isSame } from './planned-source.ts';
import { ReadsCard } from './reads-card.tsx';

/** One more source with its options, the list of all of them, and the file they go to. */
export function CollectForm() {
  const state = useCollect();
  const { form, resuming, planned, intoOpen } = state;
  const open = useSession(({ snapshot }) => snapshot);
  const provider = COLLECT_PROVIDERS[state.provider];
  const today = new Date().toISOString().slice(0, 10);
  const intoPath = intoOpen && open?.info.sealedAt ? open.info.path : null;
  const out = intoPath ?? form.out;
  // A list that was made is what is read; the form is for adding to it. Without one, the form itself is read.
  const sources = planned.length > 0 ? planned : [provider.source(state)];
  const collect = () => {
    const first = resuming !== null ? 'resume' : intoPath !== null ? 'add' : 'new';
    void collectSources(resuming === null ? sources : [provider.source(state)], out, first);
  };
  return (
    <form
      className="card"
      aria-label={`Collect from ${provider.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        collect();
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
      <ReadsCard provider={state.provider} />
      {resuming === null && (
        <div>
          <button
            type="button"
            className="button"
            disabled={planned.some((each) => isSame(each, provider.source(state)))}
            onClick={() => planSource(provider.source(state))}
          >
            <Plus size={14} aria-hidden /> Put on the list
          </button>
        </div>
      )}
      {resuming === null && <PlannedList />}
      {resuming === null && open?.info.sealedAt && (
        <label className="row">
          <input
            type="checkbox"
            checked={intoOpen}
            onChange={({ target }) => useCollect.setState({ intoOpen: target.checked })}
          />
          Add to the open snapshot, <Name text={fileName(open.info.path)} length={48} />
        </label>
      )}
      {intoPath === null && (
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
                const name = planned.length > 0 ? 'collected' : provider.placeName(state);
                const place = await choosePlace(`${name}-${today}.trustpath`);
                if (place !== null) fill({ out: place });
              }}
            >
              Choose…
            </button>
          </div>
        </div>
      )}
      <div className="row">
        <button type="submit" className="button primary" disabled={out === ''}>
          {resuming === null ? <CloudDownload size={16} aria-hidden /> : <RotateCcw size={16} aria-hidden />}
          {resuming !== null
            ? 'Resume'
            : planned.length > 0
              ? `Collect ${plural(planned.length, 'source')}`
              : 'Collect'}
        </button>
        {out === '' && <span className="muted small">Choose a place to write to first.</span>}
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
