import { describe, expect, test } from 'vitest';
import {
  allow,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../rules/testing/small-account.ts';
import { createBaseline } from '../scenario/again/baseline.ts';
import { whatIf } from '../scenario/what-if.ts';
import { proposeCuts } from './propose-cuts.ts';

function cutsOf(account: SmallAccount, from: readonly string[], to = ROOT, alternatives = 2) {
  const source = smallAccount(account);
  const base = createBaseline(source);
  const numbers = (ids: readonly string[]) => ids.map((id) => base.numbers.get(id)!);
  const answer = proposeCuts(source, base, numbers(from), numbers([to]), { alternatives });
  // What is proposed is tried here again, by whoever does not trust the proposal.
  for (const proposal of answer.proposals) {
    if (proposal.steps.length === 0) continue;
    const { left } = whatIf(base, {
      from: [...from],
      changes: proposal.steps.map((step) => step.change),
    });
    expect(left.filter((path) => path.at(-1)?.to === to)).toEqual([]);
  }
  return answer;
}
const titles = (answer: ReturnType<typeof cutsOf>) =>
  answer.proposals.map(({ steps }) => steps.map(({ title }) => title));

const admin = { can: [allow('*')], trust: [trusts({ AWS: ROOT })] };

test('one statement behind every path is one change', () => {
  const roles = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, admin]));
  const answer = cutsOf({ users: { ann: { can: [allow('sts:AssumeRole')] } }, roles }, [user('ann')]);
  expect(titles(answer)[0]).toEqual(['Remove statement from own of ann']);
  expect(answer.proposals[0]).toMatchObject({ verified: true, least: true, steps: [{ breadth: 3 }] });
});

test('a grant that stands twice has to go twice, which only trying it shows', () => {
  const grant = allow('sts:AssumeRole', role('admin'));
  const answer = cutsOf(
    {
      users: { ann: { can: [grant], also: [grant] } },
      roles: { admin: { ...admin, trust: [trusts({ AWS: ROOT })] } },
    },
    [user('ann')],
    ROOT,
    5,
  );
  const both = answer.proposals.find(({ steps }) => steps.some(({ title }) => title.includes('of ann')));
  expect(both?.steps.map(({ title }) => title).sort()).toEqual([
    'Remove statement from also of ann',
    'Remove statement from own of ann',
  ]);
});

test('alternatives do without the dearest change of those before', () => {
  const answer = cutsOf(
    { users: { ann: { can: [allow('sts:AssumeRole', role('admin'))] } }, roles: { admin } },
    [user('ann')],
  );
  const all = titles(answer).map((steps) => steps.join());
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(1);
});

test('what was used lately costs more than what was not', () => {
  const key = 'AKIARTX3GSDS3KRTBKSH';
  const account = (used: boolean): SmallAccount => ({
    users: { ann: { can: [allow('sts:AssumeRole', role('admin'))] } },
    roles: { admin },
    calls: [
      {
        operation: 'iam:ListAccessKeys',
        parameters: { UserName: 'ann' },
        document: { AccessKeyMetadata: [{ UserName: 'ann', AccessKeyId: key, Status: 'Active' }] },
      },
      ...(used
        ? [
            {
              operation: 'iam:GetAccessKeyLastUsed',
              parameters: { AccessKeyId: key },
              document: {
                AccessKeyLastUsed: {
                  LastUsedDate: '2026-11-01T00:00:00Z',
                  ServiceName: 's3',
                  Region: 'eu-central-1',
                },
              },
            },
          ]
        : []),
    ],
  });
  const costOfKey = (used: boolean) =>
    cutsOf(account(used), [key], ROOT, 5)
      .proposals.flatMap(({ steps }) => steps)
      .find(({ title }) => title.includes(key))?.cost ?? Number.NaN;
  expect(costOfKey(true)).toBeGreaterThan(costOfKey(false));
  const proposal = cutsOf(account(true), [key], ROOT, 5).proposals.find(({ steps }) =>
    steps.some(({ title }) => title.includes(key)),
  );
  expect(proposal?.breaks.map(({ says }) => says).join()).toContain('2026-11-01');
});

describe('where nothing has to be or can be changed', () => {
  test('no path needs no change', () => {
    const answer = cutsOf({ users: { ann: {} }, roles: { admin } }, [user('ann')]);
    expect(answer).toMatchObject({ proposals: [{ steps: [], cost: 0 }], stuck: null });
  });
});
