import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Measure } from '../schema/measures.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-metrics-'));
const [earlier, later] = [join(folder, 'b-earlier.trustpath'), join(folder, 'a-later.trustpath')];
const ROLE = 'arn:aws:iam::111122223333:role/build';

const role = (RoleName: string, owned: boolean) => ({
  Path: '/',
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase()}`,
  Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
  CreateDate: '2026-01-01T00:00:00+00:00',
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
  Tags: owned ? [{ Key: 'Owner', Value: 'Amara' }] : [],
});

beforeAll(async () => {
  for (const [snapshot, owned] of [
    [earlier, false],
    [later, true],
  ] as const) {
    const dump = `${snapshot}.json`;
    writeFileSync(
      dump,
      JSON.stringify({
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: [role('build', owned), role('deploy', false)],
        Policies: [],
      }),
    );
    expect((await runCli(['import', 'aws', dump, '--out', snapshot, '--quiet'])).status).toBe(0);
  }
}, 60_000);

interface Answer {
  readonly columns: readonly { readonly path: string; readonly measures: readonly Measure[] }[];
}

describe('metrics', () => {
  it('has a column for each snapshot in the order of sealing, however they are given', async () => {
    const run = await runCli(['metrics', later, earlier, '--json']);
    expect(run.status).toBe(0);
    const { columns } = run.json<Answer>();
    expect(columns.map(({ path }) => path)).toEqual([earlier, later]);
    const owned = columns.map(({ measures }) => measures.find(({ id }) => id === 'ownership'));
    expect(owned.map((each) => each?.value)).toEqual([0, 0.5]);
    expect(owned[1]?.entities).toEqual([ROLE]);
  });

  it('shows what is not known as such, and marks what is over partial data', async () => {
    const { stdout } = await runCli(['metrics', earlier, later]);
    expect(stdout).toMatch(/^Ownership coverage +ratio +0 \(0 of 2\)\* +0\.5 \(1 of 2\)\*$/m);
    expect(stdout).toMatch(/^Mean time to revoke, in drills +seconds +\? +\?$/m);
    // An import of IAM alone did not look for workloads.
    expect(stdout).toMatch(/^Shared identities +identities +\? +\?$/m);
    expect(stdout).toMatch(/^ {2}Partial: \d+ coverage gaps could change it\.$/m);
    const csv = await runCli(['metrics', later, '--format', 'csv']);
    expect(csv.stdout).toMatch(/,ownership,ratio,0\.5,1,2,,[1-9]\d*\r?$/m);
    expect(csv.stdout).toMatch(
      /,revocation-time,seconds,,,,No case was given: drills are recorded in one\.,0\r?$/m,
    );
  });

  it('counts the exceptions of the case, in an earlier column as they stood then', async () => {
    const exception = join(folder, 'exception.json');
    const file = join(folder, 'programme.trustcase');
    const scope = { of: 'entity', entity: ROLE };
    const rest = { reason: 'r', owner: 'o', approver: 'a', control: 'c', expires: '2025-12-31' };
    writeFileSync(exception, JSON.stringify({ scope, ...rest }));
    await runCli(['exceptions', file, '--add', exception]);
    const run = await runCli(['metrics', earlier, later, '--case', file, '--json']);
    const debt = run
      .json<Answer>()
      .columns.map(({ measures }) => measures.find(({ id }) => id === 'exception-debt'));
    expect(debt.map((each) => each?.value)).toEqual([0, 1]);
    expect(debt[1]?.also).toContainEqual({ label: 'past their day', value: 1 });
  });

  it('refuses a format that does not exist with status 2', async () => {
    const run = await runCli(['metrics', later, '--format', 'xml']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('--format takes text, json, csv');
  });
});
