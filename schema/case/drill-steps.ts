import type { DrillRun, DrillStep } from './drill-run.ts';

/**
 * The drill after a step. Steps say what is so and not what changes: one that comes twice changes nothing more.
 * @throws RangeError where the step tells of a part that the drill does not have
 */
export function afterStep(run: DrillRun, step: DrillStep): DrillRun {
  switch (step.of) {
    case 'told':
      return { ...run, told: withTime(run.told, step) };
    case 'done':
      return { ...run, done: withTime(run.done, step) };
    case 'noted': {
      const { number, noted } = step;
      if (number > run.noted.length) throw beyond();
      if (noted === null) return { ...run, noted: run.noted.slice(0, number) };
      return { ...run, noted: [...run.noted.slice(0, number), noted, ...run.noted.slice(number + 1)] };
    }
    case 'plan-asked':
      return { ...run, planAsked: step.seconds };
    case 'notes':
      return { ...run, notes: step.text };
    case 'ended':
      return { ...run, endedAt: step.at };
  }
}

/** The step that puts back what another one changes. */
export function stepBack(run: DrillRun, step: DrillStep): DrillStep {
  switch (step.of) {
    case 'told':
      return { ...step, seconds: run.told[step.number] ?? null };
    case 'done':
      return { ...step, seconds: run.done[step.number] ?? null };
    case 'noted':
      return { ...step, noted: run.noted[step.number] ?? null };
    case 'plan-asked':
      return { ...step, seconds: run.planAsked };
    case 'notes':
      return { ...step, text: run.notes };
    case 'ended':
      return { ...step, at: run.endedAt };
  }
}

function withTime(
  times: DrillRun['told'],
  { number, seconds }: { readonly number: number; readonly seconds: number | null },
): DrillRun['told'] {
  if (number >= times.length) throw beyond();
  return times.with(number, seconds);
}

function beyond(): RangeError {
  return new RangeError('tells of a part that the drill does not have');
}
