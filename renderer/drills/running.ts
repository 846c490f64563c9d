import type { Input } from '../../schema/contract.ts';
import type { Tabletop } from '../../schema/drills.ts';

/** A drill as it is recorded in a case. */
export type DoneDrill = NonNullable<Extract<Input<'case.apply'>['action'], { do: 'drill' }>['drill']>;

/** A drill that goes on, or that has ended and is not recorded yet. Moments are milliseconds since 1970, `seconds` from its start. */
export interface Running {
  readonly drill: Tabletop;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  /** For each inject when the team was told of it; null where it was not yet. */
  readonly told: readonly (number | null)[];
  /** For each step of the plan when it was done. */
  readonly done: readonly (number | null)[];
  /** What the team was seen to do, in order. */
  readonly noted: readonly { readonly text: string; readonly seconds: number }[];
  readonly planAsked: number | null;
  readonly notes: string;
}

/** The drill begins: the alert is told at once. */
export function begin(drill: Tabletop, now: number): Running {
  return {
    drill,
    startedAt: now,
    endedAt: null,
    told: drill.injects.map((_, at) => (at === 0 ? 0 : null)),
    done: drill.plan.map(() => null),
    noted: [],
    planAsked: null,
    notes: '',
  };
}

/** Whole seconds from the start; of a drill that has ended, until its end. A clock that is set back gives 0. */
export function secondsAt({ startedAt, endedAt }: Running, now: number): number {
  return Math.max(0, Math.floor(((endedAt ?? now) - startedAt) / 1_000));
}

/** The number of the inject that the team is told next; null where it was told all. */
export function nextInject({ told }: Running): number | null {
  const next = told.indexOf(null);
  return next < 0 ? null : next;
}

export function tellNext(running: Running, now: number): Running {
  const next = nextInject(running);
  if (next === null || running.endedAt !== null) return running;
  return { ...running, told: running.told.with(next, secondsAt(running, now)) };
}

/** The plan is shown, which the record says; when it was asked for first is kept. */
export function askForPlan(running: Running, now: number): Running {
  if (running.planAsked !== null || running.endedAt !== null) return running;
  return { ...running, planAsked: secondsAt(running, now) };
}

/** Ticks a step of the plan as done now, or takes the tick back. */
export function tick(running: Running, step: number, now: number): Running {
  return setDone(running, step, running.done[step] === null ? secondsAt(running, now) : null);
}

/** Says when a step was done, or that it was not (null). */
export function setDone(running: Running, step: number, seconds: number | null): Running {
  return running.done[step] === undefined ? running : { ...running, done: running.done.with(step, seconds) };
}

export function noteAction(running: Running, text: string, now: number): Running {
  const plain = text.trim().slice(0, 1_000);
  if (plain === '' || running.endedAt !== null) return running;
  return { ...running, noted: [...running.noted, { text: plain, seconds: secondsAt(running, now) }] };
}

/** The clock stops; what was not ticked may still be set to when the team did it. */
export function end(running: Running, now: number): Running {
  return running.endedAt === null ? { ...running, endedAt: Math.max(now, running.startedAt) } : running;
}

/** How the drill is recorded, as of its end, or of now where it goes on. */
export function recordOf(running: Running, now: number): DoneDrill {
  const { drill, startedAt, endedAt, told, done, noted, planAsked, notes } = running;
  return {
    kind: drill.kind,
    snapshot: drill.snapshot,
    foothold: drill.foothold.id,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(Math.max(startedAt, endedAt ?? now)).toISOString(),
    steps: drill.plan.map(({ title, revokes, minute }, at) => ({
      title: title.slice(0, 1_000),
      revokes,
      due: 60 * minute,
      seconds: done[at] ?? null,
    })),
    injects: drill.injects.map(({ title, minute }, at) => ({
      title: title.slice(0, 1_000),
      due: 60 * minute,
      seconds: told[at] ?? null,
    })),
    noted: noted.map((each) => ({ ...each })),
    planAsked,
    notes: notes.trim(),
  };
}
