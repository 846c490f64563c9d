import { LoaderCircle, Plus, X } from 'lucide-react';
import { escapeText } from '../entity/escape-text.ts';
import { Name } from '../entity/name.tsx';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { useInvestigate } from './investigate-store.ts';
import { tabTitle } from './tab-title.ts';
import { answerIn, closeTab, openTab, showTab, useTabs } from './tabs-store.ts';
import './question-tabs.css';

/** The lines of questions that are open, each with its own way back, like the tabs of a browser. */
export function QuestionTabs() {
  const { tabs, active } = useTabs();
  const answer = useNavigation((history) => here(history).answer);
  const asking = useInvestigate((state) => state.asking);
  return (
    <nav className="question-tabs" aria-label="Questions">
      <ul className="question-list">
        {tabs.map((tab) => {
          const chosen = tab.id === active;
          const title = tabTitle(chosen ? answer : answerIn(tab.history));
          const busy = (chosen ? asking : tab.asking) !== null;
          return (
            <li key={tab.id} className={chosen ? 'question-tab chosen' : 'question-tab'}>
              <button
                type="button"
                className="question-name"
                aria-current={chosen ? 'page' : undefined}
                title={escapeText(title)}
                onClick={() => showTab(tab.id)}
                onAuxClick={(event) => {
                  if (event.button === 1) closeTab(tab.id);
                }}
              >
                {busy && <LoaderCircle size={12} aria-label="Asking" className="spin fixed" />}
                <span className="clip">
                  <Name text={title} length={44} />
                </span>
              </button>
              {(tabs.length > 1 || answer !== null) && (
                <button
                  type="button"
                  className="question-close"
                  aria-label={`Close ${escapeText(title)}`}
                  title="Close this tab"
                  onClick={() => closeTab(tab.id)}
                >
                  <X size={12} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="button quiet icon"
        aria-label="New tab"
        title="New tab"
        onClick={() => openTab()}
      >
        <Plus size={14} aria-hidden />
      </button>
    </nav>
  );
}
