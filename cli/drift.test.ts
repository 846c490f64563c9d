import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../schema/contract.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-drift-'));
const [before, after] = [join(folder, 'before.trustpath'), join(folder, 'after.trustpath')];
const ACCOUNT = 'arn:aws:iam::111122223333';
const ADMIN = `${ACCOUNT}:role/admin`;
const NEWCOMER = `${ACCOUNT}:user/new_*hire*`;

const user = (UserName: string) => ({
  Path: '/',
  UserName,
  UserId: `AIDARTX3GSDSQ${UserName.length}XAMPL`,
  Arn: `${ACCOUNT}:user/${UserName}`,
  CreateDate: '2025-01-01T00:00:00+00:00',
  GroupList: [],
  AttachedManagedPolicies: [],
  UserPolicyList: [],
  Tags: [],
});
const details = (users: readonly string[], trusted: readonly string[]) => ({
  UserDetailList: users.map(user),
  GroupDetailList: [],
  RoleDetailList: [
    {
      Path: '/',
      RoleName: 'admin',
      RoleId: 'AROARTX3GSDSQXAMPL44',
      Arn: ADMIN,
      CreateDate: '2025-01-01T00:00:00+00:00',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
      },
      InstanceProfileList: [],
      RolePolicyList: [
        {
          PolicyName: 'all',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          },
        },
      ],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
  Policies: [],
});

beforeAll(async () => {
  for (const [snapshot, users, trusted] of [
    [before, ['ops'], [`${ACCOUNT}:user/ops`]],
    [after, ['ops', 'new_*hire*'], [`${ACCOUNT}:user/ops`, NEWCOMER]],
  ] as const) {
    const dump = `${snapshot}.json`;
    writeFileSync(dump, JSON.stringify(details(users, trusted)));
    expect((await runCli(['import', 'aws', dump, '--out', snapshot, '--quiet'])).status).toBe(0);
  }
}, 60_000);

describe('drift', () => {
  it('names the new identity, the trust it was given and the path that this opened, and nothing that was there', async () => {
    const { json, status } = await runCli(['drift', before, after, '--json']);
    expect(status).toBe(0);
    const drift = json<Output<'drift'>['drift']>();
    expect(drift.identities).toMatchObject([{ id: NEWCOMER, kind: 'aws-user' }]);
    expect(drift.trust).toContainEqual(
      expect.objectContaining({ from: NEWCOMER, to: ADMIN, kind: 'can-assume' }),
    );
    // The administrator can give itself keys of the new user, which is new too; `ops` had its trust before.
    for (const { from, to } of drift.trust) expect([from, to]).toContain(NEWCOMER);
    // An administrator is a crown jewel as its account is.
    expect(drift.paths.map(({ to, change }) => [to, change.from, change.to])).toEqual([
      [ADMIN, NEWCOMER, ADMIN],
      [`${ACCOUNT}:root`, NEWCOMER, ADMIN],
    ]);
    expect(drift.credentials).toEqual([]);
  });

  it('fails a check on the parts that are named, and not on others', async () => {
    const [fails, holds, back] = await Promise.all([
      runCli(['drift', before, after, '--fail-on', 'credentials,trust']),
      runCli(['drift', before, after, '--fail-on', 'credentials']),
      runCli(['drift', after, before, '--fail-on', 'paths,trust,privileges,identities,credentials']),
    ]);
    expect([fails.status, holds.status, back.status]).toEqual([4, 0, 0]);
    expect(back.stdout.trim()).toBe(
      'Nothing drifted.\nNo case was given: exceptions past their day are not known.',
    );
  });

  it('brings the exceptions of the case that are past their day', async () => {
    const exception = join(folder, 'exception.json');
    const file = join(folder, 'drift.trustcase');
    const scope = { of: 'entity', entity: ADMIN };
    const [reason, owner, approver, control] = ['r', 'Platform', 'a', 'c'];
    writeFileSync(
      exception,
      JSON.stringify({ scope, reason, owner, approver, control, expires: '2025-12-31' }),
    );
    await runCli(['exceptions', file, '--add', exception]);
    const run = await runCli(['drift', before, after, '--case', file, '--fail-on', 'exceptions']);
    expect(run.status).toBe(4);
    expect(run.stdout).toContain('held until 2025-12-31; Platform answered for it');
    expect(run.stdout).not.toContain('No case was given');
  });

  it('does not take a case that was not given for one without exceptions', async () => {
    const [text, json, markdown, fails] = await Promise.all([
      runCli(['drift', before, after]),
      runCli(['drift', before, after, '--format', 'json']),
      runCli(['drift', before, after, '--format', 'markdown']),
      runCli(['drift', before, after, '--fail-on', 'exceptions']),
    ]);
    expect(text.stdout).toContain('No case was given: exceptions past their day are not known.');
    expect(JSON.parse(json.stdout)).toMatchObject({ hasCase: false, exceptions: [] });
    expect(markdown.stdout).toContain('No case was given');
    expect(markdown.stdout).not.toContain('past their day.');
    expect(fails.status).toBe(2);
    expect(fails.stderr).toContain('--fail-on exceptions needs --case');
  });

  it('is a page, a Markdown text and a table, in which names stay names', async () => {
    const [html, markdown, csv] = await Promise.all(
      ['html', 'markdown', 'csv'].map((format) => runCli(['drift', before, after, '--format', format])),
    );
    expect(html?.stdout).toContain('<h2>New trust: who can become whom</h2>');
    expect(markdown?.stdout).toContain('## New identities\n\n- **new\\_\\*hire\\***');
    expect(csv?.stdout).toContain(`trust,${NEWCOMER},can-assume,${ADMIN},allow,`);
  });

  it('refuses a part that does not exist with status 2', async () => {
    const run = await runCli(['drift', before, after, '--fail-on', 'everything']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('--fail-on takes paths, trust,');
  });
});
