import { type CaseState, inCase, useCase } from '../case/case-store.ts';
import type { Point } from '../graph/layered-layout.ts';
import { type Answer, startOf } from './answer.ts';
import { useInvestigate } from './investigate-store.ts';
import { NO_EDITS } from './view-edits.ts';

type Pins = ReadonlyMap<string, Point>;

/** What a case knows the drawing of an answer by: where its paths start and end. Null for what has no drawing. */
export function questionOf(answer: Answer): string | null {
  const start = startOf(answer);
  if ((answer.kind !== 'trace' && answer.kind !== 'path') || start === null) return null;
  return JSON.stringify([start, answer.to?.id ?? null]);
}

/** The pins that a case keeps for a question. */
export function pinsIn(open: Pick<CaseState, 'pins'>, question: string): Pins {
  return new Map(
    open.pins
      .filter((pin) => pin.question === question)
      .map(({ entity, at: [x, y] }) => [entity, { x, y }] as const),
  );
}

/** Puts what the open case keeps into a drawing that nothing was changed in yet. */
export function takePins(answer: Answer): void {
  const { open } = useCase.getState();
  const question = questionOf(answer);
  const { edits } = useInvestigate.getState();
  if (!open || question === null || edits !== NO_EDITS) return;
  const pins = pinsIn(open, question);
  if (pins.size > 0) useInvestigate.setState({ edits: { ...NO_EDITS, now: { ...NO_EDITS.now, pins } } });
}

/** Which pins are other ones now; null for one that was taken away. */
export function changedPins(before: Pins, now: Pins): readonly (readonly [string, Point | null])[] {
  const set = [...now].filter(([id, at]) => before.get(id) !== at);
  const gone = [...before.keys()].filter((id) => !now.has(id)).map((id) => [id, null] as const);
  return [...set, ...gone];
}

/** Has the open case keep the pins that changed; without a case they last as long as the answer is shown. */
export async function keepPins(answer: Answer, before: Pins, now: Pins): Promise<void> {
  const question = questionOf(answer);
  if (question === null) return;
  for (const [entity, at] of changedPins(before, now)) {
    if (useCase.getState().open === null) return;
    await inCase({ do: 'pin', question, entity, at: at && [at.x, at.y] });
  }
}
