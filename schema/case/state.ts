import type { z } from 'zod';
import type { Scenario } from '../scenario.ts';
import type { CaseAction, MARKS, MarkName } from './action.ts';
import type { CaseEntry } from './log.ts';

export type Marks = { readonly [N in MarkName]?: z.output<(typeof MARKS)[N]> };

/** What a case says after all of its actions. */
export interface CaseState {
  readonly title: string;
  readonly createdAt: string;
  readonly snapshots: readonly { readonly digest: string; readonly path: string; readonly title: string }[];
  readonly marks: ReadonlyMap<string, Marks>;
  readonly scenarios: ReadonlyMap<string, { readonly title: string; readonly scenario: Scenario }>;
  readonly questions: ReadonlyMap<
    string,
    { readonly title: string; readonly from: string | null; readonly to: string | null }
  >;
  readonly notes: readonly { readonly at: string; readonly text: string }[];
}

export function emptyCase(title: string, createdAt: string): CaseState {
  return {
    title,
    createdAt,
    snapshots: [],
    marks: new Map(),
    scenarios: new Map(),
    questions: new Map(),
    notes: [],
  };
}

export function after(state: CaseState, { action, at }: Pick<CaseEntry, 'action' | 'at'>): CaseState {
  switch (action.do) {
    case 'attach-snapshot': {
      const { digest, path, title } = action;
      const others = state.snapshots.filter((each) => each.digest !== digest);
      return { ...state, snapshots: [...others, { digest, path, title }] };
    }
    case 'mark':
      return { ...state, marks: marked(state.marks, action) };
    case 'keep-scenario': {
      const { id, title, scenario } = action;
      return { ...state, scenarios: kept(state.scenarios, id, scenario && { title, scenario }) };
    }
    case 'keep-question': {
      const { id, title, question } = action;
      return { ...state, questions: kept(state.questions, id, question && { title, ...question }) };
    }
    case 'write-note':
      return { ...state, notes: [...state.notes, { at, text: action.text }] };
  }
}

function kept<T>(all: ReadonlyMap<string, T>, id: string, value: T | null): ReadonlyMap<string, T> {
  const next = new Map(all);
  if (value === null) next.delete(id);
  else next.set(id, value);
  return next;
}

function marked(
  all: CaseState['marks'],
  { entity, mark, value }: Extract<CaseAction, { do: 'mark' }>,
): CaseState['marks'] {
  const { [mark]: _, ...others } = all.get(entity) ?? {};
  const marks: Marks = value === null ? others : { ...others, [mark]: value };
  return kept(all, entity, Object.keys(marks).length === 0 ? null : marks);
}
