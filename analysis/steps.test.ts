import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce, inTurns, type Steps, sharedSteps, slowly } from './steps.ts';

/** Yields so often, says what it does at every third step, and counts what it did. */
function* counting(stops: number, did: number[]): Steps<string> {
  for (let at = 0; at < stops; at++) {
    did.push(at);
    yield at % 3 === 0 ? `step ${at}` : undefined;
  }
  return `after ${stops}`;
}

describe('steps that are shared', () => {
  test('are each taken once, whoever takes them, and end in the same for all', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 200 }),
        (stops, askers, order) => {
          const did: number[] = [];
          const shared = sharedSteps((_: object) => counting(stops, did));
          const key = {};
          const all = Array.from({ length: askers }, () => shared(key));
          const answers = new Set<string>();
          for (const asker of order) {
            const step = all[asker % askers]?.next();
            if (step?.done && step.value !== undefined) answers.add(step.value);
          }
          for (const each of all) {
            // One that ended before answers with nothing more.
            const step = each.next();
            if (!(step.done && step.value === undefined)) answers.add(step.done ? step.value : atOnce(each));
          }
          answers.add(atOnce(shared(key)));
          expect([...answers]).toEqual([`after ${stops}`]);
          expect(did).toEqual(Array.from({ length: stops }, (_, at) => at));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('fail for the one who took the step, and are begun anew by the next', () => {
    let tries = 0;
    const shared = sharedSteps(function* (_: object): Steps<number> {
      tries++;
      yield;
      if (tries < 3) throw new Error(`try ${tries}`);
      return tries;
    });
    const key = {};
    const [one, other] = [shared(key), shared(key)];
    one.next();
    expect(() => other.next()).toThrow('try 1');
    expect(() => atOnce(one)).toThrow('try 2');
    expect(atOnce(shared(key))).toBe(3);
    expect(atOnce(shared(key))).toBe(3);
    expect(tries).toBe(3);
  });

  test('go on where a question that was given up left them', async () => {
    const did: number[] = [];
    const shared = sharedSteps((_: object) => counting(9, did));
    const key = {};
    const abort = new AbortController();
    const said: string[] = [];
    const asked = inTurns(shared(key), abort.signal, (what) => {
      said.push(what);
      if (what === 'step 6') abort.abort();
    });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(said).toEqual(['step 0', 'step 3', 'step 6']);
    expect(did).toHaveLength(7);
    expect(await inTurns(shared(key), undefined)).toBe('after 9');
    expect(did).toHaveLength(9);
  });
});

test('steps in turns let other events in, so that one of them can cancel', async () => {
  let taken = 0;
  function* endless(): Steps<never> {
    for (;;) {
      taken++;
      yield;
    }
  }
  const abort = new AbortController();
  setImmediate(() => abort.abort());
  await expect(inTurns(endless(), abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(taken).toBeGreaterThan(1);
});

test('what is visited slowly is visited whole and in order, with a stop after so many', () => {
  const seen: number[] = [];
  const steps = slowly([1, 2, 3, 4, 5], (each) => seen.push(each), 2);
  const stops: number[] = [];
  while (!steps.next().done) stops.push(seen.length);
  expect(stops).toEqual([2, 4]);
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});
