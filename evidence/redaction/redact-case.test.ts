import { describe, expect, it } from 'vitest';
import { type CaseAction, caseAction } from '../../schema/case/action.ts';
import { beginCase, type CaseEntry, nextEntry, readBeginning, readEntry } from '../../schema/case/log.ts';
import type { Json } from '../../schema/json.ts';
import { redactCase, type SnapshotPair } from './redact-case.ts';
import { redactorFor } from './testing/redactor-for.ts';

const AT = '2026-11-20T10:00:00.000Z';
const ROLE = 'arn:aws:iam::111122223333:role/larkfield-deployer';
const digest = (letter: string) => `sha256:${`${letter}0`.repeat(32)}` as const;
const pair: SnapshotPair = {
  original: digest('a'),
  redacted: digest('b'),
  path: 'for-the-vendor.trustpath',
  observations: new Map([[digest('c'), digest('d')]]),
};

/** One action of each sort, full of names. */
const ACTIONS: readonly CaseAction[] = [
  {
    do: 'attach-snapshot',
    digest: pair.original,
    path: '/home/okafor/larkfield.trustpath',
    title: 'larkfield',
  },
  { do: 'attach-snapshot', digest: digest('e'), path: '/home/okafor/other.trustpath', title: 'larkfield' },
  { do: 'detach-snapshot', digest: digest('e') },
  { do: 'mark', entity: ROLE, mark: 'crown-jewel', value: true },
  { do: 'mark', entity: ROLE, mark: 'compromised', value: false },
  { do: 'mark', entity: ROLE, mark: 'tier', value: 1 },
  { do: 'mark', entity: ROLE, mark: 'owner', value: 'Amara Okafor' },
  { do: 'mark', entity: ROLE, mark: 'environment', value: 'larkfield-prod' },
  { do: 'mark', entity: ROLE, mark: 'tags', value: ['okafor'] },
  { do: 'mark', entity: ROLE, mark: 'note', value: 'Ask Okafor' },
  { do: 'mark-all', marks: [{ entity: ROLE, mark: 'owner', value: 'okafor' }] },
  {
    do: 'decline',
    proposals: [{ entity: ROLE, mark: 'environment', value: 'larkfield-dev' }],
    declined: true,
  },
  {
    do: 'keep-scenario',
    id: 'larkfield-1',
    title: 'Without okafor',
    scenario: {
      name: 'larkfield',
      changes: [
        { change: 'quarantine', principal: ROLE },
        { change: 'remove-at', at: { observation: digest('c'), pointer: '/labels/larkfield/0' } },
        { change: 'set-trust', role: ROLE, document: { Statement: [{ Principal: { AWS: ROLE } }] } },
      ],
    },
  },
  { do: 'keep-question', id: 'q-larkfield', title: 'larkfield', question: { from: ROLE, to: null } },
  { do: 'write-note', text: 'Okafor says: larkfield-deployer, from 198.18.77.5' },
  { do: 'strike-note', number: 15, struck: true },
  { do: 'pin', question: `{"from":"${ROLE}"}`, entity: ROLE, at: [1, 2] },
  {
    do: 'exception',
    id: 'larkfield-x',
    exception: {
      scope: { of: 'finding', finding: `aws-makes-itself-administrator:${ROLE}` },
      reason: 'okafor',
      owner: 'okafor',
      approver: 'okafor',
      control: 'larkfield alarms',
      granted: AT,
      expires: '2027-01-01',
    },
  },
  {
    do: 'run-drill',
    id: 'larkfield-d',
    run: {
      kind: 'token-theft',
      snapshot: pair.original,
      foothold: ROLE,
      scenario: 'okafor lost a key',
      injects: [{ title: 'okafor', due: 0, says: ROLE, question: 'Who is okafor?', proof: ['larkfield'] }],
      plan: [{ title: 'Ask okafor', due: 0, why: 'larkfield', command: `aws --arn ${ROLE}`, revokes: true }],
      startedAt: AT,
      endedAt: null,
      told: [0],
      done: [null],
      noted: [],
      planAsked: null,
      notes: '',
    },
  },
  {
    do: 'drill-step',
    id: 'larkfield-d',
    step: { of: 'noted', number: 0, noted: { text: 'okafor called', seconds: 4 } },
  },
  { do: 'drill-step', id: 'larkfield-d', step: { of: 'ended', at: AT } },
  {
    do: 'drill',
    id: 'larkfield-d',
    drill: {
      kind: 'token-theft',
      snapshot: pair.original,
      foothold: ROLE,
      startedAt: AT,
      endedAt: AT,
      steps: [{ title: 'Revoke okafor', seconds: 5, revokes: true, due: 300 }],
      injects: [{ title: 'Onwards: okafor', due: 300, seconds: null }],
      noted: [{ text: 'okafor called larkfield', seconds: 4 }],
      planAsked: 3,
      notes: 'larkfield',
    },
  },
];

describe('a case with pseudonyms', () => {
  const redactor = redactorFor(Buffer.alloc(32, 3), ACTIONS as unknown as Json[]);
  const beginning = beginCase('larkfield', AT, 'trustpath');
  const entries: CaseEntry[] = [];
  for (const action of ACTIONS)
    entries.push(nextEntry(entries.at(-1) ?? { number: 0, hash: beginning.hash }, action, AT));
  const lines = redactCase(beginning, entries, redactor, pair);

  it('has an action of every sort that a case takes', () => {
    const sorts = caseAction.options.map((option) => [...option.shape.do.values][0]);
    expect(new Set(ACTIONS.map((action) => action.do))).toEqual(new Set(sorts));
  });

  it('holds its chain, keeps number and time of every action, and has no name left', () => {
    const first = readBeginning(lines[0] ?? '', 'case');
    let head: { readonly number: number; readonly hash: string } = { number: 0, hash: first.hash };
    lines.slice(1).forEach((line, index) => {
      const entry = readEntry(line, head, 'case');
      expect([entry.number, entry.at, entry.action.do]).toEqual([index + 1, AT, ACTIONS[index]?.do]);
      head = entry;
    });
    expect(head.number).toBe(ACTIONS.length);
    expect(lines.join('').match(/larkfield|okafor|111122223333|198\.18\.77\.5/gi)).toBeNull();
  });

  it('names snapshots, findings and places as they are named there', () => {
    const of = (name: CaseAction['do']) =>
      lines
        .slice(1)
        .map((line) => JSON.parse(line).action)
        .filter((action) => action.do === name);
    expect(of('attach-snapshot')[0]).toMatchObject({ digest: pair.redacted, path: pair.path });
    expect(of('detach-snapshot')[0].digest).toBe(of('attach-snapshot')[1].digest);
    expect(of('detach-snapshot')[0].digest).not.toBe(digest('e'));
    expect(of('drill')[0].drill.snapshot).toBe(pair.redacted);
    expect(of('run-drill')[0].run.snapshot).toBe(pair.redacted);
    expect(of('exception')[0].exception.scope.finding).toBe(
      `aws-makes-itself-administrator:${redactor.text(ROLE)}`,
    );
    expect(of('keep-scenario')[0].scenario.changes[1].at).toEqual({
      observation: digest('d'),
      pointer: `/labels/${redactor.text('larkfield')}/0`,
    });
  });
});
