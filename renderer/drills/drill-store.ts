import { create } from 'zustand';
import { afterStep } from '../../schema/case/drill-steps.ts';
import type { Tabletop } from '../../schema/drills.ts';
import { type CaseState, inCase, useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { closeDialog } from '../frame/dialog-store.ts';
import { showFailure } from '../frame/session-store.ts';
import type { Running, Step } from './running.ts';
import * as steps from './running.ts';

interface ShownDrill {
  /** The drill that is under way, if one is: it goes on while other views are shown. */
  readonly running: Running | null;
  readonly id: string;
  /** The path of the case that keeps it; null: it is kept nowhere yet. */
  readonly keptIn: string | null;
  /** Whether it was begun before, and nobody has gone on with what the case has of it. */
  readonly goesOn: boolean;
}

const NONE: ShownDrill = { running: null, id: '', keptIn: null, goesOn: false };

export const useDrill = create<ShownDrill>(() => NONE);

/** Steps that are not in the case yet, oldest first. They are shown as done at once, and count from when they were. */
let waiting: readonly Step[] = [];
/** While a drill that was kept nowhere comes into a case, what is done meanwhile follows it there. */
let adopting = false;
let sending: Promise<boolean> | null = null;
/** Drills that were begun or gone on with since the page was loaded. */
const takenUp = new Set<string>();

function act(make: (running: Running, now: number) => Step | null): void {
  const { running, id, keptIn } = useDrill.getState();
  const step = running && make(running, Date.now());
  if (!running || !step) return;
  // Whoever goes on with it here has taken it up.
  takenUp.add(id);
  useDrill.setState({ running: afterStep(running, step), goesOn: false });
  if (keptIn === null && !adopting) return;
  waiting = [...waiting, step];
  void keepWaiting();
}

/** Brings into the case what waits for it, in order. @returns whether all of it is there */
function keepWaiting(): Promise<boolean> {
  sending ??= sendWaiting().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendWaiting(): Promise<boolean> {
  for (let step = waiting[0]; step; step = waiting[0]) {
    const { id, keptIn } = useDrill.getState();
    if (keptIn === null || useCase.getState().open?.path !== keptIn) return false;
    if (!(await inCase({ do: 'drill-step', id, step }))) return false;
    // The case may be another by now, and what waited for the former one is gone.
    if (waiting[0] === step) waiting = waiting.slice(1);
  }
  return true;
}

/** Shows what the case has under way, with what is not in it yet. A drill that is kept nowhere stays as it is. */
function follow(open: CaseState | null): void {
  const shown = useDrill.getState();
  if (shown.running !== null && shown.keptIn === null) return;
  if (shown.keptIn !== (open?.path ?? null)) waiting = [];
  const found = open?.runs.find(({ id }) => id === shown.id) ?? open?.runs.at(-1);
  if (!open || !found) {
    waiting = [];
    if (shown.running !== null) useDrill.setState(NONE);
    return;
  }
  const { id } = found;
  if (id !== shown.id) waiting = [];
  useDrill.setState({
    running: withWaiting(found.run),
    id,
    keptIn: open.path,
    goesOn: !takenUp.has(id),
  });
  if (waiting.length > 0) void keepWaiting();
}

function withWaiting(run: Running): Running {
  try {
    return waiting.reduce(afterStep, run);
  } catch {
    // What they follow was taken back in the case meanwhile.
    waiting = [];
    return run;
  }
}

useCase.subscribe((now, before) => {
  if (now.open !== before.open) follow(now.open);
});

/** Begins a drill from a foothold of the open snapshot; in the case, where one is open. */
export async function startDrill(handle: string, kind: Tabletop['kind'], from: string): Promise<void> {
  try {
    const { drill } = await engine.request('drill.make', { handle, kind, from });
    if (useDrill.getState().running !== null) return;
    const [id, run] = [crypto.randomUUID(), steps.begin(drill, Date.now())];
    takenUp.add(id);
    if (useCase.getState().open === null)
      useDrill.setState({ running: run, id, keptIn: null, goesOn: false });
    else await inCase({ do: 'run-drill', id, run });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export const tellTheNext = (): void => act(steps.tellNext);
export const showThePlan = (): void => act(steps.askForPlan);
export const tickStep = (step: number): void => act((running, now) => steps.tick(running, step, now));
export const setStep = (step: number, seconds: number | null): void =>
  act((running) => steps.setDone(running, step, seconds));
export const noteTheTeam = (text: string): void =>
  act((running, now) => steps.noteAction(running, text, now));
export const writeNotes = (notes: string): void => act((running) => steps.writeNotes(running, notes));
export const endDrill = (): void => act(steps.end);
/** Ends the drill as of what was done in it last, as if nobody had gone on with it. */
export const endAsOfLast = (): void =>
  act((running) => steps.end(running, Date.parse(running.startedAt) + 1_000 * steps.lastSeconds(running)));

/** Has the case keep a drill that is kept nowhere; asks for a case where none is open. */
export async function keepDrill(): Promise<void> {
  const { running, id, keptIn } = useDrill.getState();
  if (!running || keptIn !== null || adopting) return;
  adopting = true;
  waiting = [];
  const taken = await inCase({ do: 'run-drill', id, run: running });
  adopting = false;
  const { open } = useCase.getState();
  // What was done meanwhile is shown already; it waits for the case, or for nothing.
  if (!taken || !open) waiting = [];
  else {
    useDrill.setState({ keptIn: open.path });
    follow(open);
  }
}

export async function abandonDrill(): Promise<void> {
  const { id, keptIn } = useDrill.getState();
  closeDialog();
  if (keptIn === null) leave();
  else {
    waiting = [];
    await inCase({ do: 'run-drill', id, run: null });
  }
}

/** Records the drill in the case; it stays where no case is open and none was made. */
export async function recordDrill(): Promise<void> {
  const { running, id, keptIn } = useDrill.getState();
  if (!running) return;
  const drill = steps.recordOf(running, Date.now());
  if (keptIn !== null && !(await keepWaiting())) return;
  if ((await inCase({ do: 'drill', id, drill })) && keptIn === null) leave();
}

/** A drill that was kept nowhere is over: what the case has under way, if anything, is shown. */
function leave(): void {
  useDrill.setState(NONE);
  follow(useCase.getState().open);
}
