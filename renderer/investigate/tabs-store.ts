import { create } from 'zustand';
import type { TrustpathError } from '../../schema/errors.ts';
import { go, here, type Navigation, useNavigation, visit } from '../frame/navigation-store.ts';
import type { Answer } from './answer.ts';
import { useInvestigate } from './investigate-store.ts';

/** What is under way in a tab, or failed in it. */
export interface Question {
  /** What is being asked, in words without the pasted text; null when nothing is. */
  readonly asking: string | null;
  readonly failure: TrustpathError | null;
}

/** One line of questions with its own way back. What the active tab has now is in the stores of the window. */
export interface QuestionTab extends Question {
  readonly id: number;
  readonly history: Navigation;
}

interface Tabs {
  readonly tabs: readonly QuestionTab[];
  readonly active: number;
  /** Histories of closed tabs, the last one closed at the end. */
  readonly closed: readonly Navigation[];
}

/** Tabs that may be open at once, and closed ones kept. */
const MOST = 30;
const MOST_CLOSED = 10;

let nextId = 2;

const EMPTY: Navigation = { places: [{ view: 'investigate', answer: null }], at: 0 };
const first = (): Tabs => ({
  tabs: [{ id: 1, history: EMPTY, asking: null, failure: null }],
  active: 1,
  closed: [],
});

export const useTabs = create<Tabs>(first);

/** The tabs as they are now, the active one with what the window's stores say. */
export function tabsNow(): readonly QuestionTab[] {
  const { tabs, active } = useTabs.getState();
  const { places, at } = useNavigation.getState();
  const { asking, failure } = useInvestigate.getState();
  return tabs.map((tab) =>
    tab.id === active ? { id: tab.id, history: { places, at }, asking, failure } : tab,
  );
}

export function activeTab(): number {
  return useTabs.getState().active;
}

/** The answer that a tab shows. */
export function answerIn(history: Navigation): Answer | null {
  return here(history).answer;
}

function activate(tabs: readonly QuestionTab[], id: number): void {
  const tab = tabs.find((each) => each.id === id);
  if (!tab) return;
  useTabs.setState({ tabs, active: id });
  useInvestigate.setState({ asking: tab.asking, failure: tab.failure });
  useNavigation.setState(tab.history);
  go('investigate');
}

/** A new tab in front, beside the active one. False where there are too many already. */
export function openTab(history: Navigation = EMPTY): boolean {
  const tabs = tabsNow();
  if (tabs.length >= MOST) return false;
  const tab: QuestionTab = { id: nextId++, history, asking: null, failure: null };
  const at = tabs.findIndex((each) => each.id === activeTab());
  activate([...tabs.slice(0, at + 1), tab, ...tabs.slice(at + 1)], tab.id);
  return true;
}

export function showTab(id: number): void {
  if (id !== activeTab()) activate(tabsNow(), id);
}

/** The tab `by` places to the right, around the ends. */
export function stepTab(by: 1 | -1): void {
  const tabs = tabsNow();
  const at = tabs.findIndex((tab) => tab.id === activeTab());
  const next = tabs[(at + by + tabs.length) % tabs.length];
  if (next) showTab(next.id);
}

/** Closes a tab; the last one is emptied instead, because there is always a question to ask. */
export function closeTab(id: number = activeTab()): void {
  const tabs = tabsNow();
  const at = tabs.findIndex((tab) => tab.id === id);
  const tab = tabs[at];
  if (!tab) return;
  const { closed, active } = useTabs.getState();
  const kept = answerIn(tab.history) === null ? closed : [...closed, tab.history].slice(-MOST_CLOSED);
  useTabs.setState({ closed: kept });
  const rest = tabs.filter((each) => each.id !== id);
  if (rest.length === 0) {
    const empty: QuestionTab = { id: nextId++, history: EMPTY, asking: null, failure: null };
    activate([empty], empty.id);
  } else if (id === active) activate(rest, (rest[at] ?? rest.at(-1)!).id);
  else useTabs.setState({ tabs: rest });
}

/** The tab closed last, with its way back. */
export function reopenTab(): void {
  const { closed } = useTabs.getState();
  const history = closed.at(-1);
  if (history && openTab(history)) useTabs.setState({ closed: closed.slice(0, -1) });
}

/** What a tab is asking, whichever tab is in front by now. */
export function setQuestion(id: number, question: Partial<Question>): void {
  if (id === activeTab()) useInvestigate.setState(question);
  else
    useTabs.setState(({ tabs }) => ({
      tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...question } : tab)),
    }));
}

/** Puts an answer into a tab that is not in front: it is there when the tab is shown. */
export function landBehind(id: number, answer: Answer, replaces: boolean): void {
  const place = { view: 'investigate', answer } as const;
  useTabs.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => {
      if (tab.id !== id) return tab;
      if (!replaces) return { ...tab, history: visit(tab.history, place) };
      const places = tab.history.places.map((each, at) => (at === tab.history.at ? place : each));
      return { ...tab, history: { ...tab.history, places } };
    }),
  }));
}

/** Another snapshot is open: answers about the former one are gone, and their tabs with them. */
export function forgetTabs(): void {
  if (useInvestigate.getState().asking !== null) {
    // What was asked while the snapshot was being opened waits for it, and lands where it was asked.
    const { active } = useTabs.getState();
    useTabs.setState({ ...first(), tabs: [{ ...first().tabs[0]!, id: active }], active });
    useInvestigate.setState({ failure: null });
    return;
  }
  useTabs.setState({ ...first(), tabs: [{ ...first().tabs[0]!, id: nextId }], active: nextId++ });
  useInvestigate.setState({ asking: null, failure: null });
}
