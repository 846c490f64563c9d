import { copyFileSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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

test('an action that is undone counts no more in answers, and the log tells both', async () => {
  const path = join(folder, 'three.trustcase');
  const { case: opened } = await engine.request('case.create', { path, title: 'Three' });
  await engine.request('case.bind', { case: opened, handle });
  const marks = [{ entity: ROLE, mark: 'crown-jewel' as const, value: true }];
  const marked = await engine.request('case.apply', { case: opened, action: { do: 'mark-all', marks } });
  expect(await ends()).toEqual([ROLE]);
  expect([marked.canUndo, marked.canRedo]).toEqual([true, false]);
  const undone = await engine.request('case.undo', { case: opened });
  expect(undone.marks).toEqual([]);
  expect(await ends()).toEqual([]);
  await engine.request('case.redo', { case: opened });
  expect(await ends()).toEqual([ROLE]);
  const log = await engine.request('case.log', { case: opened, limit: 10 });
  expect(log.entries.map(({ number, undoes }) => [number, undoes])).toEqual([
    [4, 3],
    [3, 2],
    [2, undefined],
    [1, undefined],
  ]);
  await engine.request('case.close', { case: opened });
});

test('a snapshot that moved is said to be missing, found again by its digest, and no other is taken for it', async () => {
  const path = join(folder, 'four.trustcase');
  const here = join(folder, 'moving.trustpath');
  const { case: opened } = await engine.request('case.create', { path, title: 'Four' });
  const dump = join(folder, 'dump.json');
  const { info } = await engine.request('import.aws', { paths: [dump], out: here });
  const other = await engine.request('snapshot.open', { path: here });
  const bound = await engine.request('case.bind', { case: opened, handle: other.handle });
  expect(bound.snapshots.map(({ file }) => file)).toEqual(['there']);
  await engine.request('snapshot.close', { handle: other.handle });
  const there = join(folder, 'moved.trustpath');
  renameSync(here, there);
  const again = await engine.request('case.open', { path });
  expect(again.snapshots[0]).toMatchObject({ file: 'missing', path: here });
  expect(again.snapshots[0]?.reason).toContain('no such file');

  const digest = info.digest ?? '';
  const locate = (at: string) => engine.request('case.locate', { case: again.case, digest, path: at });
  await expect(locate(join(folder, 'small.trustpath'))).rejects.toThrow(/is another snapshot/);
  await expect(locate(dump)).rejects.toMatchObject({ code: 'input-refused' });
  expect((await locate(there)).snapshots).toMatchObject([{ path: there, digest }]);

  copyFileSync(join(folder, 'small.trustpath'), there);
  const replaced = await engine.request('case.open', { path });
  // Not sealed here any more: it is not opened to be looked at, and told apart when it is.
  expect(replaced.snapshots[0]?.file).toBe('unchecked');
  writeFileSync(there, 'no snapshot');
  expect((await engine.request('case.open', { path })).snapshots[0]?.file).toBe('unreadable');
});

test('a file that is no case is refused, and nothing is open then', async () => {
  const path = join(folder, 'none.trustcase');
  writeFileSync(path, 'not a case\n');
  await expect(engine.request('case.open', { path })).rejects.toMatchObject({ code: 'input-refused' });
  await expect(
    engine.request('case.apply', { case: 'nothing', action: { do: 'write-note', text: 'x' } }),
  ).rejects.toMatchObject({ code: 'usage' });
});
