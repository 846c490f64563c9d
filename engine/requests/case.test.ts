import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-case-engine-'));
const engine = createEngine();
afterAll(() => engine.close());
const ROLE = 'arn:aws:iam::111122223333:role/reports';
const USER = 'arn:aws:iam::111122223333:user/ann';
let handle = '';

beforeAll(async () => {
  const statement = (effect: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...effect }],
  });
  const dump = join(folder, 'dump.json');
  writeFileSync(
    dump,
    JSON.stringify({
      UserDetailList: [
        {
          UserName: 'ann',
          UserId: 'AIDAANN',
          Arn: USER,
          Path: '/',
          UserPolicyList: [
            { PolicyName: 'own', PolicyDocument: statement({ Action: 'sts:AssumeRole', Resource: ROLE }) },
          ],
        },
      ],
      RoleDetailList: [
        {
          RoleName: 'reports',
          RoleId: 'AROAREPORTS',
          Arn: ROLE,
          Path: '/',
          AssumeRolePolicyDocument: statement({
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'sts:AssumeRole',
          }),
        },
      ],
    }),
  );
  const out = join(folder, 'small.trustpath');
  await engine.request('import.aws', { paths: [dump], out });
  handle = (await engine.request('snapshot.open', { path: out })).handle;
});

const ends = async () => (await engine.request('path', { handle, from: USER })).paths.map((path) => path.to);

test('a marked crown jewel is one in every answer, until the case is closed', async () => {
  const path = join(folder, 'one.trustcase');
  const opened = await engine.request('case.create', { path, title: 'One' });
  const bound = await engine.request('case.bind', { case: opened.case, handle });
  expect(bound.snapshots).toHaveLength(1);
  expect(await ends()).toEqual([]);

  await engine.request('case.apply', {
    case: opened.case,
    action: { do: 'mark', entity: ROLE, mark: 'crown-jewel', value: true },
  });
  expect(await ends()).toEqual([ROLE]);
  expect((await engine.request('entity.inspect', { handle, entity: ROLE })).entity.tier).toBe(0);
  const reached = await engine.request('reach', { handle, from: USER });
  expect(reached.groups.map(({ kind, tier }) => [kind, tier])).toContainEqual(['aws-role', 0]);

  await engine.request('case.close', { case: opened.case });
  expect(await ends()).toEqual([]);
  const again = await engine.request('case.open', { path });
  expect(again.marks).toEqual([{ entity: ROLE, marks: { 'crown-jewel': true } }]);
  await engine.request('case.bind', { case: again.case, handle });
  expect(await ends()).toEqual([ROLE]);
  await engine.request('case.close', { case: again.case });
});

test('what is bound twice is noted once, and a case outlives its snapshot', async () => {
  const path = join(folder, 'two.trustcase');
  const { case: opened } = await engine.request('case.create', { path, title: 'Two' });
  await engine.request('case.bind', { case: opened, handle });
  const { snapshots, head } = await engine.request('case.bind', { case: opened, handle });
  expect(snapshots).toHaveLength(1);
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(head.number + 1);
  const other = createEngine();
  // Nothing of the snapshot is needed to read the case.
  expect((await other.request('case.open', { path })).snapshots[0]?.path).toContain('small.trustpath');
  other.close();
});

test('a file that is no case is refused, and nothing is open then', async () => {
  const path = join(folder, 'none.trustcase');
  writeFileSync(path, 'not a case\n');
  await expect(engine.request('case.open', { path })).rejects.toMatchObject({ code: 'input-refused' });
  await expect(
    engine.request('case.apply', { case: 'nothing', action: { do: 'write-note', text: 'x' } }),
  ).rejects.toMatchObject({ code: 'usage' });
});
