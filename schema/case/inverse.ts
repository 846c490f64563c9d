import type { CaseAction, SingleMark } from './action.ts';
import { declinedKey } from './declined-key.ts';
import { stepBack } from './drill-steps.ts';
import type { CaseState } from './state.ts';

/** The action that puts back what an action (entry `number` of the log) finds in `before` and changes. */
export function inverseOf(action: CaseAction, number: number, before: CaseState): CaseAction {
  switch (action.do) {
    case 'attach-snapshot':
    case 'detach-snapshot': {
      const former = before.snapshots.find(({ digest }) => digest === action.digest);
      return former ? { do: 'attach-snapshot', ...former } : { do: 'detach-snapshot', digest: action.digest };
    }
    case 'mark':
      return { do: 'mark', ...formerly(action, before) };
    case 'mark-all': {
      // The last of several marks of one kind would undo them in the wrong order: each is put back once.
      const first = new Map<string, SingleMark>();
      for (const mark of action.marks) {
        const key = `${mark.mark} ${mark.entity}`;
        if (!first.has(key)) first.set(key, formerly(mark, before));
      }
      return { do: 'mark-all', marks: [...first.values()] };
    }
    case 'decline':
      // Those that were so already stay so.
      return {
        do: 'decline',
        proposals: action.proposals.filter(
          (each) => before.declined.has(declinedKey(each)) !== action.declined,
        ),
        declined: !action.declined,
      };
    case 'keep-scenario': {
      const former = before.scenarios.get(action.id);
      return { ...action, title: former?.title ?? action.title, scenario: former?.scenario ?? null };
    }
    case 'keep-question': {
      const former = before.questions.get(action.id);
      return {
        ...action,
        title: former?.title ?? action.title,
        question: former ? { from: former.from, to: former.to } : null,
      };
    }
    case 'write-note':
      return { do: 'strike-note', number, struck: true };
    case 'strike-note': {
      // Of a note that is not there yet, what will be there when this is undone was taken back before.
      const note = before.notes.find((each) => each.number === action.number);
      return { ...action, struck: note?.struck ?? true };
    }
    case 'pin': {
      const former = before.pins.get(action.question)?.get(action.entity);
      return { ...action, at: former ? [...former] : null };
    }
    case 'exception':
      return { ...action, exception: before.exceptions.get(action.id) ?? null };
    case 'run-drill': {
      const recorded = before.drills.get(action.id);
      return recorded
        ? { do: 'drill', id: action.id, drill: recorded }
        : { ...action, run: before.runs.get(action.id) ?? null };
    }
    case 'drill-step': {
      // A step of a drill that is not under way is refused.
      const run = before.runs.get(action.id);
      return run ? { ...action, step: stepBack(run, action.step) } : action;
    }
    case 'drill':
      if (before.runs.has(action.id))
        return { do: 'run-drill', id: action.id, run: before.runs.get(action.id) ?? null };
      return { ...action, drill: before.drills.get(action.id) ?? null };
  }
}

function formerly({ entity, mark }: SingleMark, { marks }: CaseState): SingleMark {
  return { entity, mark, value: marks.get(entity)?.[mark] ?? null } as SingleMark;
}
