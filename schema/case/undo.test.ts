import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseAction } from './action.ts';
import { createCase, openCase, readCaseLog } from './case-file.ts';
import { lineOf, nextEntry } from './log.ts';
import type { CaseState } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-undo-'));
const AT = '2026-03-01T10:00:00.000Z';
let cases = 0;
const fresh = () =>
  createCase(join(folder, `${cases++}.trustcase`), { title: 'Larkfield', at: AT, by: 'trustpath test' });

const name = fc.constantFrom('a', 'b', '__proto__');
const digest = fc.constantFrom('a', 'b').map((letter) => `sha256:${letter.repeat(64)}`);
const jewel = fc.record({
  entity: name,
  mark: fc.constant('crown-jewel' as const),
  value: fc.option(fc.boolean()),
});
const tier = fc.record({
  entity: name,
  mark: fc.constant('tier' as const),
  value: fc.option(fc.constantFrom(0 as const, 1 as const, 2 as const)),
});
const actions: fc.Arbitrary<CaseAction> = fc.oneof(
  fc.oneof(jewel, tier).map((mark) => ({ do: 'mark' as const, ...mark })),
  fc
    .array(fc.oneof(jewel, tier), { minLength: 1, maxLength: 4 })
    .map((marks) => ({ do: 'mark-all' as const, marks })),
  fc.record({ do: fc.constant('attach-snapshot' as const), digest, path: fc.string(), title: name }),
  fc.record({ do: fc.constant('detach-snapshot' as const), digest }),
  fc.record({
    do: fc.constant('decline' as const),
    proposals: fc.array(
      fc.record({
        entity: name,
        mark: fc.constant('environment' as const),
        value: fc.constantFrom('production', 'test'),
      }),
      { maxLength: 3 },
    ),
    declined: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('keep-scenario' as const),
    id: name,
    title: fc.string(),
    scenario: fc.option(name.map((entity) => ({ changes: [{ change: 'remove-entity' as const, entity }] }))),
  }),
  fc.record({
    do: fc.constant('keep-question' as const),
    id: name,
    title: fc.string(),
    question: fc.option(fc.record({ from: fc.option(name), to: fc.option(name) })),
  }),
  fc.record({
    do: fc.constant('exception' as const),
    id: name,
    exception: fc.option(
      fc.record({
        scope: name.map((entity) => ({ of: 'entity' as const, entity })),
        reason: name,
        owner: name,
        approver: name,
        control: name,
        granted: fc.constant(AT),
        expires: fc.constantFrom('2026-04-01', '2026-05-01'),
      }),
    ),
  }),
  fc.record({
    do: fc.constant('drill' as const),
    id: name,
    drill: fc.option(
      fc.record({
        kind: fc.constantFrom('token-theft' as const, 'ci-compromise' as const),
        snapshot: digest,
        foothold: name,
        startedAt: fc.constant(AT),
        endedAt: fc.constant(AT),
        steps: fc.array(fc.record({ title: name, seconds: fc.option(fc.nat(900)), revokes: fc.boolean() }), {
          maxLength: 3,
        }),
        notes: fc.string(),
        injects: fc.array(fc.record({ title: name, due: fc.nat(900), seconds: fc.option(fc.nat(900)) }), {
          maxLength: 2,
        }),
        planAsked: fc.option(fc.nat(900)),
      }),
    ),
  }),
  fc.record({ do: fc.constant('write-note' as const), text: fc.string() }),
  fc.record({
    do: fc.constant('strike-note' as const),
    number: fc.integer({ min: 1, max: 6 }),
    struck: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('pin' as const),
    question: name,
    entity: name,
    at: fc.option(fc.tuple(fc.integer(), fc.integer())),
  }),
);

/** What a person sees of a case, in an order of its own: what was taken away and put back may stand last. */
function seen({ undo: _, redo: __, notes, ...state }: CaseState): unknown {
  return {
    ...state,
    // A note that was taken back is struck, not gone.
    notes: notes.filter(({ struck }) => !struck),
    snapshots: [...state.snapshots].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}

test('undoing and doing again go through the same states, and a reopened case can go on with it', () => {
  fc.assert(
    fc.property(fc.array(actions, { minLength: 1, maxLength: 10 }), (done) => {
      const opened = fresh();
      const states = [seen(opened.state)];
      for (const action of done) {
        opened.apply(action, AT);
        states.push(seen(opened.state));
      }
      for (let at = done.length - 1; at >= 0; at--) {
        expect(opened.undo(AT)).toBe(true);
        expect(seen(opened.state)).toEqual(states[at]);
      }
      expect(opened.undo(AT)).toBe(false);
      const again = openCase(opened.path);
      for (let at = 1; at <= done.length; at++) {
        expect(again.redo(AT)).toBe(true);
        expect(seen(again.state)).toEqual(states[at]);
      }
      expect(again.redo(AT)).toBe(false);
      expect(again.head.number).toBe(done.length * 3);
      expect(openCase(opened.path).state).toEqual(again.state);
    }),
    { numRuns: 40 },
  );
});

test('after something new was done, what was taken back is not done again', () => {
  const opened = fresh();
  opened.apply({ do: 'mark', entity: 'a', mark: 'owner', value: 'Ann' }, AT);
  opened.undo(AT);
  opened.apply({ do: 'mark', entity: 'b', mark: 'owner', value: 'Ben' }, AT);
  expect(opened.redo(AT)).toBe(false);
  opened.undo(AT);
  expect(opened.state.marks.size).toBe(0);
});

test('a line that undoes what is not the last action is refused, whoever gave it the right hash', () => {
  const opened = fresh();
  opened.apply({ do: 'write-note', text: 'one' }, AT);
  opened.apply({ do: 'write-note', text: 'two' }, AT);
  const forged = nextEntry(opened.head, { do: 'strike-note', number: 1, struck: true }, AT, 1);
  writeFileSync(opened.path, readFileSync(opened.path, 'utf8') + lineOf(forged));
  expect(() => openCase(opened.path)).toThrow(/line 4: undoes 1, which is not the last action/);
});

test('the log tells the latest actions, latest first', () => {
  const opened = fresh();
  for (let number = 1; number <= 25; number++) opened.apply({ do: 'write-note', text: `note ${number}` }, AT);
  opened.undo(AT);
  const { total, entries } = readCaseLog(opened.path, { limit: 3 });
  expect(total).toBe(26);
  expect(entries.map(({ number, undoes, action }) => [number, undoes, action.do])).toEqual([
    [26, 25, 'strike-note'],
    [25, undefined, 'write-note'],
    [24, undefined, 'write-note'],
  ]);
});
