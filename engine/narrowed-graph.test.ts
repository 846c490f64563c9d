import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input, Output } from '../schema/contract.ts';
import { createEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-narrowed-'));
const engine = createEngine();
let handle = '';
const arn = (rest: string) => `arn:aws:iam::111122223333:${rest}`;

/** ann may assume `direct` and, from some addresses, `guarded`; both may assume `goal`, `guarded` change its trust too. */
beforeAll(async () => {
  const allow = (statement: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...statement }],
  });
  const assumes = (...names: string[]) => ({
    PolicyName: 'own',
    PolicyDocument: allow({
      Action: 'sts:AssumeRole',
      Resource: names.map((name) => arn(`role/${name}`)),
    }),
  });
  const role = (name: string, trusts: string, condition: object, policies: object[]) => ({
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: arn(`role/${name}`),
    Path: '/',
    AssumeRolePolicyDocument: allow({
      Action: 'sts:AssumeRole',
      Principal: { AWS: arn(trusts) },
      ...condition,
    }),
    RolePolicyList: policies,
    AttachedManagedPolicies: [],
  });
  const file = join(folder, 'details.json');
  writeFileSync(
    file,
    JSON.stringify({
      UserDetailList: [
        {
          UserName: 'ann',
          UserId: 'AIDAANN',
          Arn: arn('user/ann'),
          Path: '/',
          UserPolicyList: [assumes('direct', 'guarded')],
        },
      ],
      GroupDetailList: [],
      Policies: [],
      RoleDetailList: [
        role('direct', 'user/ann', {}, [assumes('goal')]),
        role('guarded', 'user/ann', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }, [
          assumes('goal'),
          {
            PolicyName: 'trust',
            PolicyDocument: allow({ Action: 'iam:UpdateAssumeRolePolicy', Resource: arn('role/goal') }),
          },
        ]),
        role('goal', 'root', {}, []),
      ],
    }),
  );
  const out = join(folder, 's.trustpath');
  await engine.request('import.aws', { paths: [file], out });
  handle = (await engine.request('snapshot.open', { path: out })).handle;
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const question = (limits: Pick<Input<'path'>, 'include' | 'without'> = {}) =>
  engine.request('path', { handle, from: arn('user/ann'), to: arn('role/goal'), k: 5, ...limits });
const over = ({ paths }: Output<'path'>) => paths.map((path) => path.hops[0]?.to);
const SURE = { conditional: false, unknown: true };
const firstHop = { from: arn('user/ann'), to: arn('role/direct') };

test('a hop taken out gives the next path, and the answer counts it', async () => {
  const both = await question();
  expect(over(both)).toEqual([arn('role/direct'), arn('role/guarded')]);
  expect(both.leftOut).toBeUndefined();

  const next = await question({ without: [firstHop] });
  expect(over(next)).toEqual([arn('role/guarded')]);
  expect(next.leftOut).toEqual({ conditional: 0, unknown: 0, without: 1 });

  const none = await question({ without: [firstHop], include: SURE });
  expect(none.paths).toEqual([]);
  expect(none.leftOut).toEqual({ conditional: 1, unknown: 0, without: 1 });
  expect(over(await question())).toEqual(over(both));
});

test('a blast radius and an exposure take the same limits', async () => {
  const reached = await engine.request('reach', { handle, from: arn('user/ann'), include: SURE });
  expect(reached.index).toHaveLength(2);
  expect(reached.leftOut).toEqual({ conditional: 1, unknown: 0, without: 0 });

  const without = [
    { from: 'direct', to: arn('role/goal'), kind: 'can-assume' as const },
    { from: 'guarded', to: arn('role/goal') },
  ];
  const whole = await engine.request('exposure', { handle, to: arn('role/goal') });
  const left = await engine.request('exposure', { handle, to: arn('role/goal'), without });
  // The account's own administrator stays.
  expect(whole.index).toHaveLength(4);
  expect(left.index).toHaveLength(1);
  expect(left.leftOut).toEqual({ conditional: 0, unknown: 0, without: 3 });
});

test('a hop that is not there is refused, not taken as left out', async () => {
  const back = { from: arn('role/goal'), to: arn('user/ann') };
  await expect(question({ without: [back] })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('There is no relation from'),
  });
  await expect(question({ without: [{ ...firstHop, kind: 'can-read' }] })).rejects.toMatchObject({
    code: 'usage',
  });
});

test('a hop says how many relations it stands for, where they are several', async () => {
  const { paths } = await question();
  expect(paths.map((path) => path.hops.map((hop) => hop.parallel))).toEqual([
    [undefined, undefined],
    [undefined, 2],
  ]);
});

test('an entity is counted by all that it reaches and is reached by', async () => {
  const counts = (entity: string) => engine.request('entity.counts', { handle, entity });
  expect(await counts(arn('user/ann'))).toMatchObject({ reaches: { total: 3, crownJewels: 0 } });
  expect((await counts(arn('role/goal'))).reachedBy.total).toBe(4);
});
