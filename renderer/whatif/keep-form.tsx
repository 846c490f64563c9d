import { Archive } from 'lucide-react';
import { useState } from 'react';
import { useCase } from '../case/case-store.ts';
import { keepScenario } from '../case/kept.ts';
import { scenarioNow, useWhatIf } from './whatif-store.ts';

/** Keeps the scenario in the case under a name. The same name again takes the place of what it was. */
export function KeepForm() {
  const name = useWhatIf((state) => state.name) ?? '';
  const kept = useCase((state) => state.open?.scenarios.find(({ title }) => title === name));
  const [typed, setTyped] = useState<string | null>(null);
  const title = (typed ?? name).trim();
  const now = useWhatIf((state) => state.changes);
  const same = kept !== undefined && JSON.stringify(kept.scenario) === JSON.stringify(scenarioNow());
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (title === '') return;
        useWhatIf.setState({ name: title });
        void keepScenario(title, { ...scenarioNow(), name: title }).then(() => setTyped(null));
      }}
    >
      <input
        className="input"
        aria-label="Name of the scenario"
        placeholder="Name of the scenario"
        maxLength={256}
        value={typed ?? name}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button" disabled={title === '' || now.length === 0}>
        <Archive size={16} aria-hidden /> Keep in the case
      </button>
      {same && typed === null && (
        <span className="muted small" role="status">
          kept
        </span>
      )}
    </form>
  );
}
