import { chosenFinding } from '../findings/findings-store.ts';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { makeGuardrails } from '../guardrails/guardrails-store.ts';
import { scenarioNow, useWhatIf } from '../whatif/whatif-store.ts';
import { type Command, withSnapshot } from './command.ts';

/** For the finding that is chosen, the scenario that is being tried, or else the whole snapshot. */
export const makeGuardrailsCommand: Command = {
  id: 'make-guardrails',
  label: 'Make guardrails',
  menu: 'View',
  keywords: ['policy', 'scp', 'rcp', 'boundary', 'golden path', 'admission', 'permissions', 'template'],
  shortcut: null,
  when: withSnapshot,
  run: () => {
    const { view } = here(useNavigation.getState());
    const finding = view === 'findings' ? chosenFinding() : null;
    if (finding) return makeGuardrails({ asked: { finding: finding.id }, title: finding.title });
    const scenario = scenarioNow();
    if (view === 'whatif' && scenario.changes.length > 0)
      return makeGuardrails({
        asked: { scenario },
        title: useWhatIf.getState().name ?? 'the scenario in What if',
      });
    return makeGuardrails(null);
  },
};
