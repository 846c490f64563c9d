import type { Input } from '../../schema/contract.ts';
import type { Tabletop } from '../../schema/drills.ts';

type Action<D> = Extract<Input<'case.apply'>['action'], { do: D }>;
/** A drill as it is recorded in a case. */
export type DoneDrill = NonNullable<Action<'drill'>['drill']>;
/** A drill that is under way, as a case keeps it: moments ISO 8601 UTC, `seconds` from its start. */
export type Running = NonNullable<Action<'run-drill'>['run']>;
export type Step = Action<'drill-step'>['step'];

const LONGEST_TITLE = 1_000;
const LONGEST_TEXT = 100_000;

/** The drill begins: the alert is told at once. */
export function begin(drill: Tabletop, now: number): Running {
  return {
    kind: drill.kind,
    snapshot: drill.snapshot,
    foothold: drill.foothold.id,
    scenario: drill.scenario,
    injects: drill.injects.map(({ title, minute, says, question, hop }) => ({
      title: title.slice(0, LONGEST_TITLE),
      due: 60 * minute,
      says: says.slice(0, LONGEST_TEXT),
      question: question.slice(0, LONGEST_TEXT),
      proof: (hop?.proof ?? []).map((step) => step.says.slice(0, LONGEST_TEXT)),
    })),
    plan: drill.plan.map(({ title, minute, why, command, revokes }) => ({
      title: title.slice(0, LONGEST_TITLE),
      due: 60 * minute,
      why: why.slice(0, LONGEST_TEXT),
      command: command?.slice(0, LONGEST_TEXT) ?? null,
      revokes,
    })),
    startedAt: new Date(now).toISOString(),
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
  const until = endedAt === null ? now : Date.parse(endedAt);
  return Math.max(0, Math.floor((until - Date.parse(startedAt)) / 1_000));
}

/** The seconds at which something was told, done, noted or asked for last. */
export function lastSeconds({ told, done, noted, planAsked }: Running): number {
  const times = [...told, ...done, ...noted.map(({ seconds }) => seconds), planAsked];
  return Math.max(0, ...times.filter((each) => each !== null));
}

/** The number of the inject that the team is told next; null where it was told all. */
export function nextInject({ told }: Running): number | null {
  const next = told.indexOf(null);
  return next < 0 ? null : next;
}

/** What follows are the steps of a drill; null where there is nothing to do. */
export function tellNext(running: Running, now: number): Step | null {
  const number = nextInject(running);
  if (number === null || running.endedAt !== null) return null;
  return { of: 'told', number, seconds: secondsAt(running, now) };
}

/** The plan is shown, which the record says; when it was asked for first is kept. */
export function askForPlan(running: Running, now: number): Step | null {
  if (running.planAsked !== null || running.endedAt !== null) return null;
  return { of: 'plan-asked', seconds: secondsAt(running, now) };
}

/** Ticks a step of the plan as done now, or takes the tick back. */
export function tick(running: Running, number: number, now: number): Step | null {
  return setDone(running, number, running.done[number] === null ? secondsAt(running, now) : null);
}

/** Says when a step was done, or that it was not (null). */
export function setDone(running: Running, number: number, seconds: number | null): Step | null {
  return running.done[number] === undefined ? null : { of: 'done', number, seconds };
}

export function noteAction(running: Running, text: string, now: number): Step | null {
  const plain = text.trim().slice(0, LONGEST_TITLE);
  if (plain === '' || running.endedAt !== null) return null;
  const noted = { text: plain, seconds: secondsAt(running, now) };
  return { of: 'noted', number: running.noted.length, noted };
}

export function writeNotes(running: Running, text: string): Step | null {
  return running.notes === text ? null : { of: 'notes', text };
}

/** The clock stops; what was not ticked may still be set to when the team did it. */
export function end(running: Running, now: number): Step | null {
  if (running.endedAt !== null) return null;
  return { of: 'ended', at: new Date(Math.max(now, Date.parse(running.startedAt))).toISOString() };
}

/** How the drill is recorded, as of its end, or of now where it goes on. */
export function recordOf(running: Running, now: number): DoneDrill {
  const { kind, snapshot, foothold, startedAt, endedAt, told, done, noted, planAsked, notes } = running;
  return {
    kind,
    snapshot,
    foothold,
    startedAt,
    endedAt: new Date(
      Math.max(Date.parse(startedAt), endedAt === null ? now : Date.parse(endedAt)),
    ).toISOString(),
    steps: running.plan.map(({ title, revokes, due }, at) => ({
      title,
      revokes,
      due,
      seconds: done[at] ?? null,
    })),
    injects: running.injects.map(({ title, due }, at) => ({ title, due, seconds: told[at] ?? null })),
    noted: noted.map((each) => ({ ...each })),
    planAsked,
    notes: notes.trim(),
  };
}
