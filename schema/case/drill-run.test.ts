import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseAction } from './action.ts';
import { createCase, openCase, readCaseLog } from './case-file.ts';
import type { Drill } from './drill.ts';
import type { DrillRun, DrillStep } from './drill-run.ts';
import { lineOf, nextEntry } from './log.ts';
import type { CaseState } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-drill-run-'));
const AT = '2026-03-01T10:00:00.000Z';
let cases = 0;
const fresh = () =>
  createCase(join(folder, `${cases++}.trustcase`), { title: 'Larkfield', at: AT, by: 'trustpath test' });

const DIGEST = `sha256:${'a'.repeat(64)}`;
const RUN: DrillRun = {
  kind: 'token-theft',
  snapshot: DIGEST,
  foothold: 'AKIARTX3GSDS3KRTBKSH',
  scenario: 'This is a drill.',
  injects: [
    { title: 'Alert', due: 0, says: 'A key was seen.', question: 'Whose is it?', proof: [] },
    { title: 'Onwards', due: 300, says: 'It goes on.', question: 'Where to?', proof: ['Statement 1.'] },
  ],
  plan: [
    { title: 'Deactivate the key', due: 0, why: 'It is held.', command: 'aws iam', revokes: true },
    { title: 'Look', due: 300, why: 'To know.', command: null, revokes: false },
  ],
  startedAt: AT,
  endedAt: null,
  told: [0, null],
  done: [null, null],
  noted: [],
  planAsked: null,
  notes: '',
};
const DONE: Drill = {
  kind: 'token-theft',
  snapshot: DIGEST,
  foothold: RUN.foothold,
  startedAt: AT,
  endedAt: AT,
  steps: [],
  notes: '',
};
const step = (step: DrillStep): CaseAction => ({ do: 'drill-step', id: 'd', step });

test('a drill that is under way is there again after its case was opened anew, step by step', () => {
  const opened = fresh();
  opened.apply({ do: 'run-drill', id: 'd', run: RUN }, AT);
  const steps: DrillStep[] = [
    { of: 'told', number: 1, seconds: 61 },
    { of: 'noted', number: 0, noted: { text: 'Called the owner', seconds: 70 } },
    { of: 'plan-asked', seconds: 80 },
    { of: 'done', number: 0, seconds: 95 },
    { of: 'done', number: 1, seconds: 96 },
    { of: 'done', number: 1, seconds: null },
    { of: 'notes', text: 'The bridge had no number.' },
    { of: 'ended', at: '2026-03-01T10:05:00.000Z' },
  ];
  for (const each of steps) {
    opened.apply(step(each), AT);
    expect(openCase(opened.path).state).toEqual(opened.state);
  }
  expect([...opened.state.runs]).toEqual([
    [
      'd',
      {
        ...RUN,
        told: [0, 61],
        done: [95, null],
        noted: [{ text: 'Called the owner', seconds: 70 }],
        planAsked: 80,
        notes: 'The bridge had no number.',
        endedAt: '2026-03-01T10:05:00.000Z',
      },
    ],
  ]);
});

test('recording it ends it; undoing that puts it back as it was, and abandoning it can be undone', () => {
  const opened = fresh();
  opened.apply({ do: 'run-drill', id: 'd', run: RUN }, AT);
  opened.apply(step({ of: 'done', number: 0, seconds: 5 }), AT);
  const underWay = opened.state.runs;
  opened.apply({ do: 'drill', id: 'd', drill: DONE }, AT);
  expect([opened.state.runs.size, opened.state.drills.get('d')]).toEqual([0, DONE]);
  opened.undo(AT);
  expect([opened.state.runs, opened.state.drills.size]).toEqual([underWay, 0]);
  opened.redo(AT);
  expect([opened.state.runs.size, opened.state.drills.get('d')]).toEqual([0, DONE]);
  opened.undo(AT);
  opened.apply({ do: 'run-drill', id: 'd', run: null }, AT);
  expect([opened.state.runs.size, opened.state.drills.size]).toEqual([0, 0]);
  opened.undo(AT);
  expect(opened.state.runs).toEqual(underWay);
  expect(openCase(opened.path).state).toEqual(opened.state);
});

test('dropping a recorded drill does not bring it under way again', () => {
  const opened = fresh();
  opened.apply({ do: 'run-drill', id: 'd', run: RUN }, AT);
  opened.apply({ do: 'drill', id: 'd', drill: DONE }, AT);
  opened.apply({ do: 'drill', id: 'd', drill: null }, AT);
  expect([opened.state.runs.size, opened.state.drills.size]).toEqual([0, 0]);
});

test.each([
  ['of no drill that is under way', step({ of: 'told', number: 0, seconds: 1 }), /not under way/],
  ['of an inject that it does not have', step({ of: 'told', number: 2, seconds: 1 }), /does not have/],
  ['of a step that it does not have', step({ of: 'done', number: 9, seconds: 1 }), /does not have/],
  [
    'noted before another one',
    step({ of: 'noted', number: 1, noted: { text: 'x', seconds: 1 } }),
    /does not have/,
  ],
] as const)(
  'a step %s is refused with nothing written, and a file that has one is refused',
  (says, action, why) => {
    const opened = fresh();
    if (!says.startsWith('of no drill')) opened.apply({ do: 'run-drill', id: 'd', run: RUN }, AT);
    const before = readFileSync(opened.path, 'utf8');
    expect(() => opened.apply(action, AT)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(why) }),
    );
    expect(readFileSync(opened.path, 'utf8')).toBe(before);
    writeFileSync(opened.path, before + lineOf(nextEntry(opened.head, action, AT)));
    expect(() => openCase(opened.path)).toThrow(
      expect.objectContaining({ code: 'input-refused', message: expect.stringMatching(/line \d+: .*drill/) }),
    );
  },
);

test('a drill whose times do not fit its parts is no drill', () => {
  const opened = fresh();
  expect(() => opened.apply({ do: 'run-drill', id: 'd', run: { ...RUN, told: [0] } }, AT)).toThrow(
    /No case takes this action/,
  );
});

test('a case from before there were drills under way is read as it was, and goes on with one', () => {
  const opened = fresh();
  opened.apply({ do: 'write-note', text: 'Begun.' }, AT);
  opened.apply({ do: 'drill', id: 'old', drill: DONE }, AT);
  const again = openCase(opened.path);
  expect([again.state.runs.size, again.state.drills.get('old')]).toEqual([0, DONE]);
  again.apply({ do: 'run-drill', id: 'd', run: RUN }, AT);
  expect(readCaseLog(again.path, { limit: 1 }).entries[0]?.action.do).toBe('run-drill');
});

const seconds = fc.option(fc.nat(900));
const number = fc.nat(1);
const drillStep: fc.Arbitrary<DrillStep> = fc.oneof(
  fc.record({ of: fc.constant('told' as const), number, seconds }),
  fc.record({ of: fc.constant('done' as const), number, seconds }),
  fc.record({
    of: fc.constant('noted' as const),
    number: fc.nat(3),
    noted: fc.option(fc.record({ text: fc.constantFrom('a', 'b'), seconds: fc.nat(900) })),
  }),
  fc.record({ of: fc.constant('plan-asked' as const), seconds }),
  fc.record({ of: fc.constant('notes' as const), text: fc.string() }),
  fc.record({ of: fc.constant('ended' as const), at: fc.option(fc.constant(AT)) }),
);
const id = fc.constantFrom('d', 'e', '__proto__');
const actions: fc.Arbitrary<CaseAction> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('run-drill' as const),
      id,
      run: fc.option(fc.constant(RUN), { freq: 3 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('drill-step' as const), id, step: drillStep }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('drill' as const), id, drill: fc.option(fc.constant(DONE)) }),
  },
);

test('undoing and doing again go through the same states; no drill is under way and recorded at once', () => {
  const seen = ({ runs, drills }: CaseState) => ({ runs, drills });
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 10 }), (more) => {
      const opened = fresh();
      const wanted: CaseAction[] = [
        { do: 'run-drill', id: 'd', run: RUN },
        step({ of: 'told', number: 1, seconds: 9 }),
        ...more,
      ];
      const states = [seen(opened.state)];
      for (const action of wanted) {
        try {
          opened.apply(action, AT);
        } catch (error) {
          // A step of a drill that is not under way then, or of a part that it does not have.
          expect(error).toMatchObject({ code: 'usage' });
          expect(seen(opened.state)).toEqual(states.at(-1));
          continue;
        }
        states.push(seen(opened.state));
        for (const each of opened.state.runs.keys()) expect(opened.state.drills.has(each)).toBe(false);
      }
      expect(states[2]?.runs.get('d')?.told).toEqual([0, 9]);
      for (let at = states.length - 2; at >= 0; at--) {
        expect(opened.undo(AT)).toBe(true);
        expect(seen(opened.state)).toEqual(states[at]);
      }
      const again = openCase(opened.path);
      for (let at = 1; at < states.length; at++) {
        expect(again.redo(AT)).toBe(true);
        expect(seen(again.state)).toEqual(states[at]);
      }
      expect(openCase(opened.path).state).toEqual(again.state);
    }),
    { numRuns: 25 },
  );
});
