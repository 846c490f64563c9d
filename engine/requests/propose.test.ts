import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-propose-'));
const engine = createEngine();
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});
const ACCOUNT = '111122223333';
const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const policy = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const role = (RoleName: string, rest: object) => ({
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase()}`,
  Arn: arn(`role/${RoleName}`),
  Path: '/',
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
    ],
  },
  ...rest,
});
let handle = '';
let opened = '';

beforeAll(async () => {
  const dump = join(folder, 'dump.json');
  writeFileSync(
    dump,
    JSON.stringify({
      UserDetailList: [
        {
          UserName: 'deployer',
          UserId: 'AIDADEPLOYER',
          Arn: arn('user/deployer'),
          Path: '/',
          UserPolicyList: [
            { PolicyName: 'own', PolicyDocument: policy('sts:AssumeRole', arn('role/orders-prod')) },
          ],
        },
        {
          UserName: 'root-ish',
          UserId: 'AIDAROOTISH',
          Arn: arn('user/root-ish'),
          Path: '/',
          UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy('iam:PutUserPolicy', '*') }],
        },
      ],
      RoleDetailList: [
        role('orders-prod', {}),
        role('non-prod-orders', {}),
        role('billing-dev', { Tags: [{ Key: 'Environment', Value: 'PRD' }] }),
        role('audit', { Tags: [{ Key: 'criticality', Value: 'mission critical' }] }),
      ],
    }),
  );
  const out = join(folder, 'proposed.trustpath');
  await engine.request('import.aws', { paths: [dump], out });
  handle = (await engine.request('snapshot.open', { path: out })).handle;
  const created = await engine.request('case.create', { path: join(folder, 'c.trustcase'), title: 'C' });
  opened = created.case;
  await engine.request('case.bind', { case: opened, handle });
});

async function proposed(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { proposals } = await engine.request('case.propose', { case: opened, handle });
  const found = new Map<string, string[]>();
  for (const { entity, mark, value, reasons } of proposals) {
    const line = `${mark} ${value} (${reasons.map(({ rule }) => rule).join()})`;
    found.set(entity.name, [...(found.get(entity.name) ?? []), line]);
  }
  return found;
}

test('tags, names and access propose tiers and environments, each with its reason', async () => {
  const found = await proposed();
  expect(found.get('orders-prod')).toEqual(['environment production (environment-by-name)']);
  expect(found.get('deployer')).toEqual(['environment production (environment-by-access)']);
  // What tag and name say differently is for a person to choose.
  expect(found.get('billing-dev')).toEqual([
    'environment production (environment-by-tag)',
    'environment development (environment-by-name)',
  ]);
  expect(found.get('audit')).toEqual(['tier 0 (tier-by-tag)']);
  expect(found.get('root-ish')?.[0]).toBe('tier 0 (tier-by-access)');
  expect(found.has('non-prod-orders')).toBe(false);
  const { proposals } = await engine.request('case.propose', { case: opened, handle });
  const tag = proposals.find(({ entity }) => entity.name === 'audit');
  expect(tag?.reasons).toEqual([{ rule: 'tier-by-tag', says: 'Its tag criticality is mission critical.' }]);
});

test('a proposal counts in no answer before it is confirmed, and a declined one does not come again', async () => {
  const tier = async () =>
    (await engine.request('entity.inspect', { handle, entity: arn('role/audit') })).entity.tier;
  expect(await tier()).toBeNull();
  const confirmed = await engine.request('case.apply', {
    case: opened,
    action: { do: 'mark', entity: arn('role/audit'), mark: 'tier', value: 0 },
  });
  expect(confirmed.marks).toHaveLength(1);
  expect(await tier()).toBe(0);
  expect((await proposed()).has('audit')).toBe(false);

  const before = (await engine.request('case.propose', { case: opened, handle })).total;
  await engine.request('case.apply', {
    case: opened,
    action: {
      do: 'decline',
      proposals: [{ entity: arn('role/billing-dev'), mark: 'environment', value: 'development' }],
      declined: true,
    },
  });
  expect((await proposed()).get('billing-dev')).toEqual(['environment production (environment-by-tag)']);
  expect((await engine.request('case.propose', { case: opened, handle })).total).toBe(before - 1);
  await engine.request('case.undo', { case: opened });
  expect((await proposed()).get('billing-dev')).toHaveLength(2);
});
