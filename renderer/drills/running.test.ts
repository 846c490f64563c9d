import { describe, expect, it } from 'vitest';
import { drill } from '../../schema/case/drill.ts';
import { revocationSeconds } from '../../schema/case/drill-kinds.ts';
import { drillRun } from '../../schema/case/drill-run.ts';
import { afterStep } from '../../schema/case/drill-steps.ts';
import type { Tabletop } from '../../schema/drills.ts';
import { clockWords } from './clock-words.ts';
import {
  askForPlan,
  begin,
  end,
  lastSeconds,
  nextInject,
  noteAction,
  type Running,
  recordOf,
  type Step,
  secondsAt,
  setDone,
  tellNext,
  tick,
  writeNotes,
} from './running.ts';

const inject = (title: string, minute: number) => ({
  stage: 'lateral' as const,
  minute,
  title,
  says: '',
  question: '',
  hop: null,
  entities: [],
});
const step = (title: string, revokes: boolean, minute: number) => ({
  title,
  revokes,
  minute,
  why: '',
  command: null,
  entity: null,
});
const end_ = { id: 'AKIARTX3GSDS3KRTBKSH', kind: 'aws-access-key' as const, name: 'AKIARTX3GSDS3KRTBKSH' };
const TABLETOP: Tabletop = {
  kind: 'token-theft',
  snapshot: `sha256:${'a'.repeat(64)}`,
  foothold: end_,
  jewel: end_,
  verdict: 'allow',
  why: '',
  scenario: '',
  injects: [inject('Alert', 0), inject('Onwards', 5)],
  plan: [step('Deactivate the key', true, 0), step('Look', false, 0), step('Revoke', true, 5)],
  unknowns: [],
};
const START = Date.parse('2026-03-04T09:00:00.000Z');
const at = (seconds: number) => START + 1_000 * seconds;
/** The drill after steps, each made from how it stood; those that are none change nothing. */
const stepped = (running: Running, ...steps: readonly ((running: Running) => Step | null)[]): Running =>
  steps.reduce((so, make) => {
    const step = make(so);
    return step ? afterStep(so, step) : so;
  }, running);

describe('a drill that goes on', () => {
  it('has the form that a case takes, with why each hop is so', () => {
    const proof = [
      { observation: `sha256:${'b'.repeat(64)}` as const, pointer: '', says: 'Statement 1 allows it.' },
    ];
    const hop = {
      from: 'a',
      to: 'b',
      kind: 'can-assume' as const,
      rule: 'aws-assume',
      verdict: 'allow' as const,
      conditions: [],
      techniques: [],
      proof,
    };
    const begun = begin({ ...TABLETOP, injects: [{ ...inject('Onwards', 5), hop }] }, START);
    expect(drillRun.parse(begun)).toEqual(begun);
    expect(begun.injects[0]).toMatchObject({ due: 300, proof: ['Statement 1 allows it.'] });
  });

  it('tells the alert at once and the rest when it is asked to, each once', () => {
    const begun = begin(TABLETOP, START);
    expect([begun.told, nextInject(begun)]).toEqual([[0, null], 1]);
    const told = stepped(begun, (so) => tellNext(so, at(61.9)));
    expect([told.told, nextInject(told)]).toEqual([[0, 61], null]);
    expect(tellNext(told, at(90))).toBeNull();
  });

  it('keeps when the plan was asked for first, and when each step was done', () => {
    const running = stepped(
      begin(TABLETOP, START),
      (so) => askForPlan(so, at(30)),
      (so) => askForPlan(so, at(60)),
      (so) => tick(so, 0, at(70)),
      (so) => tick(so, 1, at(75)),
    );
    expect([running.planAsked, running.done]).toEqual([30, [70, 75, null]]);
    expect(stepped(running, (so) => tick(so, 1, at(99))).done).toEqual([70, null, null]);
    expect(tick(running, 7, at(99))).toBeNull();
    expect(lastSeconds(running)).toBe(75);
  });

  it('ends its clock once, after which nothing is told, noted or asked for, and steps can be set', () => {
    const ended = stepped(begin(TABLETOP, START), (so) => end(so, at(100)));
    expect(secondsAt(ended, at(500))).toBe(100);
    expect(end(ended, at(500))).toBeNull();
    expect(tellNext(ended, at(500))).toBeNull();
    expect(askForPlan(ended, at(500))).toBeNull();
    expect(noteAction(ended, 'late', at(500))).toBeNull();
    expect(stepped(ended, (so) => setDone(so, 2, 40)).done).toEqual([null, null, 40]);
  });

  it('counts from the start, and a clock that is set back gives no time below it', () => {
    const begun = begin(TABLETOP, START);
    expect(secondsAt(begun, at(-50))).toBe(0);
    expect(
      drill.parse(
        recordOf(
          stepped(begun, (so) => end(so, at(-50))),
          at(0),
        ),
      ),
    ).toMatchObject({
      startedAt: '2026-03-04T09:00:00.000Z',
      endedAt: '2026-03-04T09:00:00.000Z',
    });
  });
});

it('is recorded in the form that a case takes, with the time to revoke', () => {
  const running = stepped(
    begin(TABLETOP, START),
    (so) => noteAction(so, '  Called the key’s owner ', at(20)),
    (so) => noteAction(so, '   ', at(21)),
    (so) => tellNext(so, at(301)),
    (so) => tick(so, 0, at(40)),
  );
  expect(revocationSeconds(recordOf(running, at(310)))).toBeNull();
  const ended = stepped(
    running,
    (so) => end(so, at(600)),
    (so) => setDone(so, 2, 20),
    (so) => writeNotes(so, ' none \n'),
  );
  const recorded = drill.parse(recordOf(ended, at(900)));
  expect(recorded).toEqual({
    kind: 'token-theft',
    snapshot: TABLETOP.snapshot,
    foothold: end_.id,
    startedAt: '2026-03-04T09:00:00.000Z',
    endedAt: '2026-03-04T09:10:00.000Z',
    steps: [
      { title: 'Deactivate the key', revokes: true, due: 0, seconds: 40 },
      { title: 'Look', revokes: false, due: 0, seconds: null },
      { title: 'Revoke', revokes: true, due: 300, seconds: 20 },
    ],
    injects: [
      { title: 'Alert', due: 0, seconds: 0 },
      { title: 'Onwards', due: 300, seconds: 301 },
    ],
    noted: [{ text: 'Called the key’s owner', seconds: 20 }],
    planAsked: null,
    notes: 'none',
  });
  expect(revocationSeconds(recorded)).toBe(40);
});

it('a clock shows minutes and seconds, and hours where there are some', () => {
  expect([0, 67, 3_723].map(clockWords)).toEqual(['0:00', '1:07', '1:02:03']);
});
