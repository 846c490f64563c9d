import type { z } from 'zod';
import type { Scenario } from '../scenario.ts';
import type { CaseAction, MARKS, MarkName, SingleMark } from './action.ts';
import { type Declined, declinedKey } from './declined-key.ts';
import type { Drill } from './drill.ts';
import type { DrillRun } from './drill-run.ts';
import { afterStep } from './drill-steps.ts';
import type { Exception } from './exception.ts';
import { inverseOf } from './inverse.ts';
import type { CaseEntry } from './log.ts';

export type Marks = { readonly [N in MarkName]?: z.output<(typeof MARKS)[N]> };
export type Pin = readonly [x: number, y: number];

/** What takes an entry of the log back. */
export interface Undoable {
  readonly number: number;
  readonly inverse: CaseAction;
}

/** What a case says after all of its actions. */
export interface CaseState {
  readonly title: string;
  readonly createdAt: string;
  readonly snapshots: readonly { readonly digest: string; readonly path: string; readonly title: string }[];
  readonly marks: ReadonlyMap<string, Marks>;
  /** Proposals of rules that a person declined, by `declinedKey`. */
  readonly declined: ReadonlyMap<string, Declined>;
  readonly scenarios: ReadonlyMap<string, { readonly title: string; readonly scenario: Scenario }>;
  readonly questions: ReadonlyMap<
    string,
    {
      readonly title: string;
      readonly from: string | null;
      readonly to: string | null;
      /** When it was kept first, with these ends. */
      readonly at: string;
    }
  >;
  readonly notes: readonly {
    /** The entry of the log that wrote it. */
    readonly number: number;
    readonly at: string;
    readonly text: string;
    readonly struck: boolean;
  }[];
  /** Places of entities in drawings, by question and entity. */
  readonly pins: ReadonlyMap<string, ReadonlyMap<string, Pin>>;
  /** Risks that are answered for, whether they hold still or not, by id. */
  readonly exceptions: ReadonlyMap<string, Exception>;
  /** Drills that are under way, or that have ended and are not recorded yet, by id. None of them is in `drills`. */
  readonly runs: ReadonlyMap<string, DrillRun>;
  readonly drills: ReadonlyMap<string, Drill>;
  /** What can be undone and done again, latest last. */
  readonly undo: readonly Undoable[];
  readonly redo: readonly Undoable[];
}

/** Steps that can be undone; what is older stays as it is. */
const MOST_UNDONE = 200;

export function emptyCase(title: string, createdAt: string): CaseState {
  return {
    title,
    createdAt,
    snapshots: [],
    marks: new Map(),
    declined: new Map(),
    scenarios: new Map(),
    questions: new Map(),
    notes: [],
    pins: new Map(),
    exceptions: new Map(),
    runs: new Map(),
    drills: new Map(),
    undo: [],
    redo: [],
  };
}

/** Throws a `RangeError` where the entry says to undo what cannot be undone, or goes on with a drill that is not under way. */
export function after(
  state: CaseState,
  entry: Pick<CaseEntry, 'action' | 'at' | 'number' | 'undoes'>,
): CaseState {
  const { number, undoes } = entry;
  const step: Undoable = { number, inverse: inverseOf(entry.action, number, state) };
  const next = acted(state, entry);
  if (undoes === undefined) return { ...next, undo: [...state.undo, step].slice(-MOST_UNDONE), redo: [] };
  if (state.undo.at(-1)?.number === undoes)
    return { ...next, undo: state.undo.slice(0, -1), redo: [...state.redo, step] };
  if (state.redo.at(-1)?.number === undoes)
    return { ...next, undo: [...state.undo, step], redo: state.redo.slice(0, -1) };
  throw new RangeError(`undoes ${undoes}, which is not the last action`);
}

function acted(
  state: CaseState,
  { action, at, number }: Pick<CaseEntry, 'action' | 'at' | 'number'>,
): CaseState {
  switch (action.do) {
    case 'attach-snapshot': {
      const { digest, path, title } = action;
      const at = state.snapshots.findIndex((each) => each.digest === digest);
      const snapshot = { digest, path, title };
      return {
        ...state,
        snapshots: at < 0 ? [...state.snapshots, snapshot] : state.snapshots.with(at, snapshot),
      };
    }
    case 'detach-snapshot':
      return { ...state, snapshots: state.snapshots.filter(({ digest }) => digest !== action.digest) };
    case 'mark':
      return { ...state, marks: marked(state.marks, [action]) };
    case 'mark-all':
      return { ...state, marks: marked(state.marks, action.marks) };
    case 'decline': {
      const declined = new Map(state.declined);
      for (const each of action.proposals)
        if (action.declined) declined.set(declinedKey(each), each);
        else declined.delete(declinedKey(each));
      return { ...state, declined };
    }
    case 'keep-scenario': {
      const { id, title, scenario } = action;
      return { ...state, scenarios: kept(state.scenarios, id, scenario && { title, scenario }) };
    }
    case 'keep-question': {
      const { id, title, question } = action;
      const former = state.questions.get(id);
      const same = question && former && former.from === question.from && former.to === question.to;
      const next = question && { title, ...question, at: same ? former.at : at };
      return { ...state, questions: kept(state.questions, id, next) };
    }
    case 'write-note':
      return { ...state, notes: [...state.notes, { number, at, text: action.text, struck: false }] };
    case 'strike-note':
      return {
        ...state,
        notes: state.notes.map((note) =>
          note.number === action.number ? { ...note, struck: action.struck } : note,
        ),
      };
    case 'pin': {
      const { question, entity, at: place } = action;
      const pins = kept(state.pins.get(question) ?? new Map<string, Pin>(), entity, place);
      return { ...state, pins: kept(state.pins, question, pins.size === 0 ? null : pins) };
    }
    case 'exception':
      return { ...state, exceptions: kept(state.exceptions, action.id, action.exception) };
    case 'run-drill': {
      const { id, run } = action;
      const drills = run === null ? state.drills : kept(state.drills, id, null);
      return { ...state, drills, runs: kept(state.runs, id, run) };
    }
    case 'drill-step': {
      const run = state.runs.get(action.id);
      if (!run) throw new RangeError('goes on with a drill that is not under way');
      return { ...state, runs: kept(state.runs, action.id, afterStep(run, action.step)) };
    }
    case 'drill': {
      const { id, drill } = action;
      const runs = drill === null ? state.runs : kept(state.runs, id, null);
      return { ...state, runs, drills: kept(state.drills, id, drill) };
    }
  }
}

function kept<T>(all: ReadonlyMap<string, T>, id: string, value: T | null): ReadonlyMap<string, T> {
  const next = new Map(all);
  if (value === null) next.delete(id);
  else next.set(id, value);
  return next;
}

function marked(all: CaseState['marks'], marks: readonly SingleMark[]): CaseState['marks'] {
  const next = new Map(all);
  for (const { entity, mark, value } of marks) {
    const { [mark]: _, ...others } = next.get(entity) ?? {};
    const now: Marks = value === null ? others : { ...others, [mark]: value };
    if (Object.keys(now).length === 0) next.delete(entity);
    else next.set(entity, now);
  }
  return next;
}
