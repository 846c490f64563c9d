import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-findings-'));
const snapshot = join(folder, 'open.trustpath');
const ROLE = 'arn:aws:iam::111122223333:role/open';

beforeAll(async () => {
  const dump = join(folder, 'details.json');
  const trust = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
  writeFileSync(
    dump,
    JSON.stringify({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        {
          Path: '/',
          RoleName: 'open',
          RoleId: 'AROARTX3GSDSQXAMPL44',
          Arn: ROLE,
          CreateDate: '2025-01-01T00:00:00+00:00',
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
          InstanceProfileList: [],
          RolePolicyList: [],
          AttachedManagedPolicies: [],
          Tags: [],
        },
      ],
      Policies: [],
    }),
  );
  expect((await runCli(['import', 'aws', dump, '--out', snapshot, '--quiet'])).status).toBe(0);
}, 30_000);

describe('findings', () => {
  it('are the same document with --json and --format json, worst first', async () => {
    const [json, format] = await Promise.all([
      runCli(['findings', snapshot, '--json']),
      runCli(['findings', snapshot, '--format', 'json']),
    ]);
    expect(json.stdout).toBe(format.stdout);
    const [first] = json.json<{ findings: Record<string, unknown>[] }>().findings;
    expect(first).toMatchObject({
      id: `aws-role-trusts-anyone:${ROLE}`,
      rule: 'aws-role-trusts-anyone',
      severity: 'critical',
      confidence: 'high',
      entity: ROLE,
      techniques: ['T1199', 'T1078.004'],
      proof: [{ pointer: '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0' }],
      remediation: expect.any(String),
    });
  });

  it('fail a check at the severity asked for, in every format, and answer all the same', async () => {
    const [fails, holds] = await Promise.all([
      runCli(['findings', snapshot, '--format', 'sarif', '--fail-on', 'critical']),
      runCli(['findings', snapshot]),
    ]);
    expect(fails.status).toBe(4);
    expect(fails.json()).toMatchObject({ version: '2.1.0' });
    expect(holds.status).toBe(0);
    expect(holds.stdout).toContain('CRITICAL Role open can be assumed by anyone');
  });

  it('are a table and a stream of events for other programs', async () => {
    const [csv, ocsf] = await Promise.all([
      runCli(['findings', snapshot, '--format', 'csv']),
      runCli(['findings', snapshot, '--format', 'ocsf']),
    ]);
    expect(csv.stdout).toMatch(/^severity,.*\r\ncritical,high,aws-role-trusts-anyone,/);
    const [line = ''] = ocsf.stdout.split('\n');
    expect(JSON.parse(line)).toMatchObject({ class_uid: 2008, severity_id: 5 });
  });

  it('refuse a format or severity that does not exist with status 2', async () => {
    const runs = await Promise.all([
      runCli(['findings', snapshot, '--format', 'xml']),
      runCli(['findings', snapshot, '--fail-on', 'dire']),
    ]);
    for (const run of runs) {
      expect(run.status).toBe(2);
      expect(run.stderr).toMatch(/^trustpath: --(format|fail-on) takes .+\n$/);
    }
  });
});

const demo = resolve(import.meta.dirname, '../../shared/data/aws/cloudmapper-demo');
const present = existsSync(demo);
if (!present) console.log(`skipped: ${demo} is not here`);

describe.skipIf(!present)('one account as a folder of CLI outputs', () => {
  it('has the role that trusts everyone as its first finding', async () => {
    const imported = join(folder, 'demo.trustpath');
    expect((await runCli(['import', 'aws', demo, '--out', imported, '--quiet'])).status).toBe(0);
    const { findings } = (await runCli(['findings', imported, '--json'])).json<{
      findings: { rule: string; severity: string; entity: string }[];
    }>();
    expect(findings[0]).toMatchObject({
      rule: 'aws-role-trusts-anyone',
      severity: 'critical',
      entity: 'arn:aws:iam::123456789012:role/bad_role',
    });
    const rules = new Set(findings.map((finding) => finding.rule));
    for (const rule of ['aws-root-access-key', 'aws-key-unused', 'aws-resource-open-to-anyone'])
      expect(rules).toContain(rule);
  });
});
