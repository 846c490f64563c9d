import { create } from 'zustand';
import type { Tabletop } from '../../schema/drills.ts';
import { inCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { closeDialog } from '../frame/dialog-store.ts';
import { showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import {
  askForPlan,
  begin,
  end,
  noteAction,
  type Running,
  recordOf,
  setDone,
  tellNext,
  tick,
} from './running.ts';

/** The drill that is run, if one is: it goes on while other views are shown. */
export const useDrill = create<{ readonly running: Running | null }>(() => ({ running: null }));

const change = (next: (running: Running, now: number) => Running) =>
  useDrill.setState(({ running }) => ({ running: running && next(running, Date.now()) }));

/** Begins a drill from a foothold of the open snapshot. */
export async function startDrill(handle: string, kind: Tabletop['kind'], from: string): Promise<void> {
  try {
    const { drill } = await engine.request('drill.make', { handle, kind, from });
    useDrill.setState({ running: begin(drill, Date.now()) });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export const tellTheNext = (): void => change(tellNext);
export const showThePlan = (): void => change(askForPlan);
export const tickStep = (step: number): void => change((running, now) => tick(running, step, now));
export const setStep = (step: number, seconds: number | null): void =>
  change((running) => setDone(running, step, seconds));
export const noteTheTeam = (text: string): void => change((running, now) => noteAction(running, text, now));
export const writeNotes = (notes: string): void => change((running) => ({ ...running, notes }));
export const endDrill = (): void => change(end);

export function abandonDrill(): void {
  useDrill.setState({ running: null });
  closeDialog();
}

/** Records the drill in the case; it stays where no case is open and none was made. */
export async function recordDrill(): Promise<void> {
  const { running } = useDrill.getState();
  if (!running) return;
  const drill = recordOf(running, Date.now());
  if (await inCase({ do: 'drill', id: crypto.randomUUID(), drill })) useDrill.setState({ running: null });
}

/** Asks for a place and writes the report of a drill of the case there. */
export async function saveReport(
  open: { readonly case: string; readonly id: string; readonly handle: string },
  format: 'html' | 'markdown',
  suggestedName: string,
): Promise<void> {
  try {
    const { text } = await engine.request('drill.report', { ...open, format });
    await fromShell(shell().saveFile({ kind: format, suggestedName, content: text }));
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Asks for a place and writes the script of a drill there, for whoever runs it without the window. */
export async function saveScript(handle: string, kind: Tabletop['kind'], from: string): Promise<void> {
  try {
    const { text } = await engine.request('drill.make', { handle, kind, from, format: 'markdown' });
    await fromShell(
      shell().saveFile({ kind: 'markdown', suggestedName: `drill-${kind}.md`, content: text ?? '' }),
    );
  } catch (thrown) {
    showFailure(thrown);
  }
}
