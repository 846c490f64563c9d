import { beforeEach, describe, expect, it } from 'vitest';
import { go, goBack, here, showAnswer, useNavigation } from '../frame/navigation-store.ts';
import type { Answer } from './answer.ts';
import { useInvestigate } from './investigate-store.ts';
import { tabTitle } from './tab-title.ts';
import {
  activeTab,
  answerIn,
  closeTab,
  forgetTabs,
  landBehind,
  openTab,
  reopenTab,
  setQuestion,
  showTab,
  stepTab,
  tabsNow,
  useTabs,
} from './tabs-store.ts';

const answer = (name: string): Answer =>
  ({ kind: 'exposure', to: { id: name, name }, unknowns: [] }) as unknown as Answer;
const shown = () => tabTitle(here(useNavigation.getState()).answer);
const titles = () => tabsNow().map((tab) => tabTitle(answerIn(tab.history)));

beforeEach(() => {
  forgetTabs();
  useNavigation.setState({ places: [{ view: 'investigate', answer: null }], at: 0 });
  useTabs.setState({ closed: [] });
});

describe('tabs of questions', () => {
  it('each go back on their own way', () => {
    showAnswer(answer('one'));
    showAnswer(answer('two'));
    const first = activeTab();
    openTab();
    showAnswer(answer('three'));
    expect(titles()).toEqual(['To two', 'To three']);
    goBack();
    expect(shown()).toBe('New question');
    showTab(first);
    expect(shown()).toBe('To two');
    goBack();
    expect(shown()).toBe('To one');
    stepTab(1);
    expect(shown()).toBe('New question');
    stepTab(1);
    expect(shown()).toBe('To one');
  });

  it('show Investigate when they come to the front', () => {
    showAnswer(answer('one'));
    go('coverage');
    const first = activeTab();
    openTab();
    showTab(first);
    expect(here(useNavigation.getState())).toMatchObject({
      view: 'investigate',
      answer: { to: { id: 'one' } },
    });
  });

  it('close beside where they stood, and the last one is emptied', () => {
    showAnswer(answer('one'));
    openTab();
    showAnswer(answer('two'));
    openTab();
    showAnswer(answer('three'));
    stepTab(-1);
    closeTab();
    expect(titles()).toEqual(['To one', 'To three']);
    expect(shown()).toBe('To three');
    closeTab();
    expect(shown()).toBe('To one');
    closeTab();
    expect(titles()).toEqual(['New question']);
  });

  it('are opened again with their way back', () => {
    openTab();
    showAnswer(answer('one'));
    showAnswer(answer('two'));
    closeTab();
    reopenTab();
    expect(shown()).toBe('To two');
    goBack();
    expect(shown()).toBe('To one');
    expect(useTabs.getState().closed).toEqual([]);
  });

  it('keep what they are asking, and get its answer, while another is in front', () => {
    const first = activeTab();
    setQuestion(first, { asking: 'Finding paths' });
    openTab();
    expect(useInvestigate.getState().asking).toBeNull();
    setQuestion(first, { asking: null });
    landBehind(first, answer('late'), false);
    expect(shown()).toBe('New question');
    showTab(first);
    expect(shown()).toBe('To late');
    expect(useInvestigate.getState().asking).toBeNull();
  });

  it('are not opened without end', () => {
    let opened = 0;
    while (openTab() && opened < 1000) opened++;
    expect(tabsNow()).toHaveLength(30);
  });
});
