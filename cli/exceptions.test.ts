import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { sarifLog } from '../evidence/testing/sarif-shape.ts';
import type { Output } from '../schema/contract.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-exceptions-'));
const snapshot = join(folder, 'open.trustpath');
const file = join(folder, 'open.trustcase');
const ROLE = 'arn:aws:iam::111122223333:role/open';
const FINDING = `aws-role-trusts-anyone:${ROLE}`;

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
function exceptionFile(name: string, scope: object, expires: unknown): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    JSON.stringify({
      scope,
      reason: 'The vendor moves to a named account in summer',
      owner: 'Platform',
      approver: 'R. Okafor',
      control: 'The role is denied outside the office network',
      expires,
    }),
  );
  return path;
}
const list = async (...words: string[]) =>
  (await runCli(['exceptions', file, '--json', ...words])).json<Pick<Output<'case.open'>, 'exceptions'>>()
    .exceptions;
const findings = async () => {
  const run = await runCli(['findings', snapshot, '--case', file, '--json', '--fail-on', 'critical']);
  return { status: run.status, ...run.json<Output<'findings'>>() };
};

beforeAll(async () => {
  const dump = join(folder, 'details.json');
  const trust = (Principal: unknown) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  });
  const role = (RoleName: string, Principal: unknown, statements: readonly object[] = []) => ({
    Path: '/',
    RoleName,
    RoleId: `AROARTX3GSDSQXAMPL${RoleName.length}X`,
    Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
    CreateDate: '2025-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: trust(Principal),
    InstanceProfileList: [],
    RolePolicyList: statements.map((Statement, index) => ({
      PolicyName: `p${index}`,
      PolicyDocument: { Version: '2012-10-17', Statement: [Statement] },
    })),
    AttachedManagedPolicies: [],
    Tags: [],
  });
  writeFileSync(
    dump,
    JSON.stringify({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        role('open', '*'),
        role('admin', { AWS: ROLE }, [{ Effect: 'Allow', Action: '*', Resource: '*' }]),
      ],
      Policies: [],
    }),
  );
  expect((await runCli(['import', 'aws', dump, '--out', snapshot, '--quiet'])).status).toBe(0);
}, 30_000);

it('excuse a finding until their day, come back first after it, and can be withdrawn', async () => {
  const [live] = await list(
    '--add',
    exceptionFile('live.json', { of: 'finding', finding: FINDING }, day(30)),
  );
  expect(live).toMatchObject({ live: true, daysLeft: 30, exception: { owner: 'Platform' } });
  const log = readFileSync(file, 'utf8');
  const excused = await findings();
  expect(excused.status).toBe(0);
  expect(excused.findings.find(({ id }) => id === FINDING)?.exception).toMatchObject({
    id: live?.id,
    live: true,
  });
  const suppressed = async () => {
    const run = await runCli(['findings', snapshot, '--case', file, '--format', 'sarif']);
    const { runs } = sarifLog.parse(JSON.parse(run.stdout));
    return runs[0]?.results.filter(({ suppressions = [] }) => suppressions.length > 0) ?? [];
  };
  expect(await suppressed()).toMatchObject([
    { ruleId: 'aws-role-trusts-anyone', suppressions: [{ properties: { exception: live?.id } }] },
  ]);
  // Looking leaves the case as it is.
  expect(readFileSync(file, 'utf8')).toBe(log);

  expect(await list('--withdraw', live?.id ?? '')).toEqual([]);
  expect((await findings()).status).toBe(4);

  await list('--add', exceptionFile('over.json', { of: 'entity', entity: ROLE }, day(-3)));
  const back = await findings();
  expect(back.status).toBe(4);
  expect(back.findings[0]?.exception).toMatchObject({ live: false, daysLeft: -3 });
  expect(await suppressed()).toEqual([]);
  const { stdout } = await runCli(['findings', snapshot, '--case', file]);
  expect(stdout).toContain(`EXCEPTION PAST ITS DAY: it held until ${day(-3)}; Platform answered for it`);
}, 60_000);

it('are told of with the paths that they cover', async () => {
  const account = 'arn:aws:iam::111122223333:root';
  const scope = { of: 'path', from: ROLE, to: account };
  const added = await list('--add', exceptionFile('path.json', scope, day(7)));
  const id = added.find(({ exception }) => exception.scope.of === 'path')?.id;
  const path = ['path', snapshot, '--from', ROLE, '--to', account];
  const [counted, plain] = await Promise.all([
    runCli([...path, '--case', file]),
    runCli([...path, '--json']),
  ]);
  expect(counted.stdout).toContain(`Excepted until ${day(7)} (7 days left); Platform answers for it`);
  expect(plain.json<Output<'path'>>().paths[0]).not.toHaveProperty('exception');
  await list('--withdraw', id ?? '');
  // The exception for the role, which is over, covers what starts at it.
  const { stdout } = await runCli(['trace', snapshot, ROLE, '--case', file]);
  expect(stdout).toContain('EXCEPTION PAST ITS DAY');
}, 60_000);

it('are refused without an end, naming file and place, with nothing added', async () => {
  const before = readFileSync(file, 'utf8');
  const path = exceptionFile('endless.json', { of: 'entity', entity: ROLE }, undefined);
  const run = await runCli(['exceptions', file, '--add', path]);
  expect(run.status).toBe(3);
  expect(run.stderr).toContain(`${path}: expires: `);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
