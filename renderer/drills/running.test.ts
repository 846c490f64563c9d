import { describe, expect, it } from 'vitest';
import { drill } from '../../schema/case/drill.ts';
import { revocationSeconds } from '../../schema/case/drill-kinds.ts';
import type { Tabletop } from '../../schema/drills.ts';
import { clockWords } from './clock-words.ts';
import {
  askForPlan,
  begin,
  end,
  nextInject,
  noteAction,
  recordOf,
  secondsAt,
  setDone,
  tellNext,
  tick,
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

describe('a drill that goes on', () => {
  it('tells the alert at once and the rest when it is asked to, each once', () => {
    const begun = begin(TABLETOP, START);
    expect([begun.told, nextInject(begun)]).toEqual([[0, null], 1]);
    const told = tellNext(begun, at(61.9));
    expect([told.told, nextInject(told)]).toEqual([[0, 61], null]);
    expect(tellNext(told, at(90))).toBe(told);
  });

  it('keeps when the plan was asked for first, and when each step was done', () => {
    let running = askForPlan(begin(TABLETOP, START), at(30));
    running = askForPlan(running, at(60));
    running = tick(tick(running, 0, at(70)), 1, at(75));
    expect([running.planAsked, running.done]).toEqual([30, [70, 75, null]]);
    expect(tick(running, 1, at(99)).done).toEqual([70, null, null]);
    expect(tick(running, 7, at(99))).toBe(running);
  });

  it('ends its clock once, after which nothing is told, noted or asked for, and steps can be set', () => {
    const ended = end(begin(TABLETOP, START), at(100));
    expect(secondsAt(ended, at(500))).toBe(100);
    expect(end(ended, at(500))).toBe(ended);
    expect(tellNext(ended, at(500))).toBe(ended);
    expect(askForPlan(ended, at(500))).toBe(ended);
    expect(noteAction(ended, 'late', at(500))).toBe(ended);
    expect(setDone(ended, 2, 40).done).toEqual([null, null, 40]);
  });

  it('counts from the start, and a clock that is set back gives no time below it', () => {
    const begun = begin(TABLETOP, START);
    expect(secondsAt(begun, at(-50))).toBe(0);
    expect(drill.parse(recordOf(end(begun, at(-50)), at(0)))).toMatchObject({
      startedAt: '2026-03-04T09:00:00.000Z',
      endedAt: '2026-03-04T09:00:00.000Z',
    });
  });
});

it('is recorded in the form that a case takes, with the time to revoke', () => {
  let running = begin(TABLETOP, START);
  running = noteAction(running, '  Called the key’s owner ', at(20));
  running = noteAction(running, '   ', at(21));
  running = tellNext(running, at(301));
  running = tick(running, 0, at(40));
  expect(revocationSeconds(recordOf(running, at(310)))).toBeNull();
  running = setDone(end(running, at(600)), 2, 20);
  const recorded = drill.parse(recordOf({ ...running, notes: ' none \n' }, at(900)));
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
