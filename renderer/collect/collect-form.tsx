import { CloudDownload, Plus, RotateCcw } from 'lucide-react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { fileName, useSession } from '../frame/session-store.ts';
import { COLLECT_PROVIDERS } from './collect-providers.ts';
import { fill, planSource, startAfresh, useCollect } from './collect-store.ts';
import { importSource, missingIn } from './imports.ts';
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
  // A list that was made, and files that are ready, are what is read; without any, what the form says.
  const ready = state.files.filter((draft) => missingIn(draft) === null).map(importSource);
  const listed = resuming === null ? [...planned, ...ready] : [];
  const sources = listed.length > 0 ? listed : [provider.source(state)];
  const choose = async () => {
    const name = listed.length > 0 ? 'collected' : provider.placeName(state);
    const place = await choosePlace(`${name}-${today}.trustpath`);
    if (place !== null) fill({ out: place });
    return place;
  };
  const collect = async () => {
    const first = resuming !== null ? 'resume' : intoPath !== null ? 'add' : 'new';
    const place = out === '' ? await choose() : out;
    if (place !== null) await collectSources(sources, place, first);
  };
  return (
    <form
      className="card"
      aria-label={`Collect from ${provider.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        void collect();
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
              onClick={() => void choose()}
            >
              Choose…
            </button>
          </div>
        </div>
      )}
      <div className="row">
        <button type="submit" className="button primary">
          {resuming === null ? <CloudDownload size={16} aria-hidden /> : <RotateCcw size={16} aria-hidden />}
          {resuming !== null
            ? 'Resume'
            : listed.length > 0
              ? `Collect ${plural(listed.length, 'source')}`
              : 'Collect'}
        </button>
        {out === '' && <span className="muted small">Where to write to is asked first.</span>}
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
