import { throwIfCancelled } from '../schema/errors.ts';
import { createPacer } from './graph/pacer.ts';

/**
 * Long work that stops often: each `yield` is a place where others may have their turn, or where it may be given up. A
 * text that is yielded says what is done from there on.
 */
export type Steps<T> = Generator<string | undefined, T, undefined>;

/** Takes every step without a stop. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Takes the steps in turns of some 20 ms with whatever else there is to do.
 * @throws TrustpathError `cancelled` when the signal is aborted between two of them.
 */
export async function inTurns<T>(
  steps: Steps<T>,
  signal: AbortSignal | undefined,
  onDoing?: (what: string) => void,
): Promise<T> {
  const pace = createPacer(signal);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (step.value !== undefined) onDoing?.(step.value);
    throwIfCancelled(signal);
    const turn = pace();
    if (turn) await turn;
  }
}

/** Visits each of many, with a stop after every `size` of them. */
export function* slowly<T>(all: Iterable<T>, visit: (each: T) => void, size = 100): Steps<void> {
  let seen = 0;
  for (const each of all) {
    visit(each);
    if (++seen % size === 0) yield;
  }
}

/**
 * Work about things that do not change, done once for all who ask. Whoever takes a step goes on where the last one
 * stopped, whoever that was: nothing is lost when a question is given up, and several may wait for the same. What fails
 * is begun anew by the next.
 */
export function sharedSteps<K extends WeakKey, T>(begin: (key: K) => Steps<T>): (key: K) => Steps<T> {
  const done = new WeakMap<K, { readonly value: T }>();
  const begun = new WeakMap<K, Steps<T>>();
  return function* (key) {
    for (;;) {
      const known = done.get(key);
      if (known) return known.value;
      const steps = begun.get(key) ?? begin(key);
      begun.set(key, steps);
      let doing: string | undefined;
      try {
        const step = steps.next();
        if (step.done) {
          done.set(key, { value: step.value });
          begun.delete(key);
        } else doing = step.value;
      } catch (error) {
        begun.delete(key);
        throw error;
      }
      yield doing;
    }
  };
}
