import { useEffect } from 'react';
import { useCase } from '../case/case-store.ts';
import type { Answer } from './answer.ts';
import { askAgain } from './ask.ts';

/** Which exceptions of the case each answer was told with. */
const toldWith = new WeakMap<Answer, string>();

/** Asks again for the paths of an answer when the case has other exceptions than when it was given. */
export function useFreshExceptions(answer: Answer | null): void {
  const now = useCase((state) => state.open?.exceptions.map(({ id, live }) => `${id} ${live}`).join() ?? '');
  useEffect(() => {
    if (answer === null) return;
    const before = toldWith.get(answer);
    toldWith.set(answer, now);
    if (before !== undefined && before !== now) void askAgain(answer, true);
  }, [answer, now]);
}
