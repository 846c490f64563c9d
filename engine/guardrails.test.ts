import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONTROLS } from '../analysis/guardrails/controls.ts';
import { GUARDRAIL_TEMPLATES } from '../analysis/guardrails/registry.ts';
import { runCli } from '../cli/testing/run-cli.ts';
import type { Output } from '../schema/contract.ts';
import { createEngine } from './engine.ts';

type Made = Output<'guardrails'>['guardrails'][number];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-guardrails-'));
const engine = createEngine();
const sample = join(folder, 'sample.trustpath');
let handle = '';
let made: readonly Made[] = [];
let notes: readonly string[] = [];

beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  await engine.request('sample.create', { out: sample });
  handle = (await engine.request('snapshot.open', { path: sample })).handle;
  const answer = await engine.request('guardrails', { handle });
  made = answer.guardrails;
  notes = answer.notes;
}, 120_000);
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const named = (id: string) => {
  const found = made.find((each) => each.id === id);
  if (found === undefined)
    throw new Error(`no guardrail ${id}; there are ${made.map((each) => each.id).join(', ')}`);
  return found;
};
const parsed = (guardrail: Made, name: string): unknown =>
  JSON.parse(guardrail.files.find((each) => each.name === name)?.text ?? '');

/** What a guardrail says of itself must be true in the answers of the what-if that anybody can ask. */
async function triedAgain(of: string, guardrail: Made): Promise<void> {
  const outcome = await engine.request('whatif', {
    handle: of,
    scenario: { changes: [...guardrail.changes] },
  });
  const lost = new Set(
    [...outcome.relations.lost, ...outcome.relations.changed.map(({ before }) => before)].map(
      ({ from, to, kind, rule }) => `${from} ${kind} ${to} ${rule}`,
    ),
  );
  expect(outcome.refused).toEqual(guardrail.check.refused);
  for (const { from, to, kind, rule } of guardrail.check.broken)
    expect(lost).toContain(`${from} ${kind} ${to} ${rule}`);
  for (const { from, to, kind, rule } of guardrail.check.kept)
    expect(lost).not.toContain(`${from} ${kind} ${to} ${rule}`);
}

describe('guardrails of the sample estate', () => {
  it('all hold, or are harmless, when they are tried', () => {
    expect(made.filter(({ check }) => check.verdict === 'fails')).toEqual([]);
    expect(made.length).toBeGreaterThan(3);
    for (const { check } of made) {
      expect(check.notBroken).toEqual([]);
      expect(check.notKept).toEqual([]);
      expect(check.usesLost).toEqual([]);
      expect(check.opened).toEqual([]);
      for (const { wanted, got } of check.cases) expect(got).toBe(wanted);
    }
  });

  it('break and keep what they say, by the what-if anybody can ask', async () => {
    for (const guardrail of made) if (guardrail.changes.length > 0) await triedAgain(handle, guardrail);
  }, 60_000);

  it('tighten the trust of the release role to the job that uses it', async () => {
    const trust = named('github-oidc-trust-github-release');
    expect(parsed(trust, 'trust-policy.json')).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': [
                'repo:larkfield-example/order-service:environment:release',
              ],
            },
          },
        },
      ],
    });
    expect(trust.check.broken.map(({ from }) => from)).toContain('github://larkfield-example/handbook');
    expect(trust.check.kept.map(({ from }) => from)).toEqual([
      'github://larkfield-example/order-service/workflow/release',
    ]);
    expect(trust.check.usesUnattributed.length).toBeGreaterThan(0);
    const { answers } = await engine.request('evaluate.oidc', {
      cases: [
        {
          id: '1',
          issuer: 'https://token.actions.githubusercontent.com',
          claims: {
            sub: 'repo:larkfield-example/order-service:environment:release',
            aud: 'sts.amazonaws.com',
          },
          trust: { aws: parsed(trust, 'trust-policy.json') as never },
        },
      ],
    });
    expect(answers).toMatchObject([{ verdict: 'allow' }]);
  });

  it('say so where a template has nothing to do', () => {
    expect(notes.join('\n')).toContain(
      'No access keys without an expiry, for users of tier 0 and 1: nothing in this snapshot asks for it',
    );
  });
});

describe('what was asked about', () => {
  it('limits the guardrails: by a scenario', async () => {
    const role = 'arn:aws:iam::111122223333:role/infra-bootstrap';
    const file = join(folder, 'scenario.json');
    writeFileSync(file, JSON.stringify({ changes: [{ change: 'quarantine', principal: role }] }));
    const run = await runCli(['guardrails', sample, '--for', file, '--json']);
    expect(run.status, run.stderr).toBe(0);
    const ids = run.json<Output<'guardrails'>>().guardrails.map(({ id }) => id);
    expect(ids).toContain('no-privilege-growth-111122223333');
    expect(ids).not.toContain('github-oidc-trust-github-release');
  }, 60_000);

  it('is refused where the snapshot has no such finding', async () => {
    const refusal = engine.request('guardrails', { handle, about: { finding: 'no-such-finding' } });
    await expect(refusal).rejects.toThrow('"no-such-finding" is no finding of this snapshot');
    await expect(refusal).rejects.toMatchObject({ status: 3 });
  });
});

describe('the folder that is written', () => {
  it('has a folder for each that does not fail, with its files, controls and what was tried', async () => {
    const out = join(folder, 'out');
    const { findings } = await engine.request('findings', { handle });
    const finding = findings.find(({ entity }) => entity.endsWith(':role/github-release'))?.id ?? '';
    const answer = await engine.request('guardrails', { handle, about: { finding }, out });
    expect(answer.written).toBe(out);
    expect(answer.guardrails.map(({ id }) => id)).toContain('github-oidc-trust-github-release');
    for (const { about } of answer.guardrails)
      expect(about).toContain('arn:aws:iam::111122223333:role/github-release');
    expect(readdirSync(out).sort()).toEqual(['README.md', ...answer.guardrails.map(({ id }) => id)].sort());
    const page = readFileSync(join(out, 'github-oidc-trust-github-release', 'README.md'), 'utf8');
    expect(page).toContain('It does what it must');
    expect(page).toContain('NIST SP 800-53 IA-9');
    expect(existsSync(join(out, 'github-oidc-trust-github-release', 'trust-policy.json'))).toBe(true);
    const again = engine.request('guardrails', { handle, about: { finding }, out });
    await expect(again).rejects.toThrow('exists already');
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  }, 60_000);
});

const VULNERABLE = fileURLToPath(
  new URL('../../shared/data/aws/iam-vulnerable.authorization-details.json', import.meta.url),
);
if (!existsSync(VULNERABLE)) console.warn(`skipped: the third-party account is not there (${VULNERABLE})`);

describe.skipIf(!existsSync(VULNERABLE))('guardrails of a third-party account', () => {
  it('break every way to more power that they are for, by the what-if engine', async () => {
    const out = join(folder, 'vulnerable.trustpath');
    await engine.request('import.aws', { paths: [VULNERABLE], out });
    const opened = await engine.request('snapshot.open', { path: out });
    const answer = await engine.request('guardrails', { handle: opened.handle });
    expect(answer.guardrails.map(({ id, check }) => [id, check.verdict, check.broken.length])).toEqual(
      expect.arrayContaining([
        ['keys-with-expiry-200611803367', 'holds', 42],
        ['no-privilege-growth-200611803367', 'holds', 24],
      ]),
    );
    expect(answer.guardrails.filter(({ check }) => check.verdict === 'fails')).toEqual([]);
    // Users that reach nothing of value are left to do as they did.
    const keys = answer.guardrails.find(({ id }) => id === 'keys-with-expiry-200611803367');
    const { rows } = await engine.request('inventory', { handle: opened.handle });
    const users = rows.filter(({ kind, id }) => kind === 'aws-user' && id.includes(':200611803367:'));
    const important = users.filter(({ tier }) => tier !== null && tier.value < 2).map(({ id }) => id);
    expect(important.length).toBeGreaterThan(0);
    expect(important.length).toBeLessThan(users.length);
    expect(keys && parsed(keys, 'service-control-policy.json')).toMatchObject({
      Statement: [{ Resource: important.sort() }],
    });
    expect(new Set(keys?.check.broken.map(({ to }) => to))).toEqual(new Set(important));
    expect(keys?.check.kept.filter(({ rule }) => rule === 'iam-002').length).toBeGreaterThan(0);
    for (const guardrail of answer.guardrails)
      if (guardrail.changes.length > 0) await triedAgain(opened.handle, guardrail);
  }, 60_000);
});

describe('keys that a log saw in use', () => {
  const KEY = ['AKIA', '6RVFFB77RE7OLMKI'].join('');
  const ACCOUNT = '999999999999';
  const BOT = `arn:aws:iam::${ACCOUNT}:user/build-bot`;
  const allow = (Action: string, Resource: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  });
  const event = (address: string, minute: number) => ({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', arn: BOT, accountId: ACCOUNT, accessKeyId: KEY, userName: 'build-bot' },
    eventTime: `2026-11-20T10:0${minute}:00Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-central-1',
    sourceIPAddress: address,
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/build`, roleSessionName: 'ci' },
    eventID: `0000000${minute}-0000-4000-8000-000000000000`,
    eventType: 'AwsApiCall',
    recipientAccountId: ACCOUNT,
  });

  it('work from those networks alone: the policy lets every call through that was seen, and no other', async () => {
    const out = join(folder, 'network.trustpath');
    const details = join(folder, 'network.json');
    const log = join(folder, 'log.json');
    writeFileSync(
      details,
      JSON.stringify({
        GroupDetailList: [],
        Policies: [],
        UserDetailList: [
          {
            Path: '/',
            UserName: 'build-bot',
            UserId: 'AIDA6RVFFB77RE7OLMKI1',
            Arn: BOT,
            CreateDate: '2026-01-01T00:00:00Z',
            GroupList: [],
            UserPolicyList: [
              {
                PolicyName: 'assume',
                PolicyDocument: allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/build`),
              },
            ],
            AttachedManagedPolicies: [],
            Tags: [],
          },
        ],
        RoleDetailList: [
          {
            Path: '/',
            RoleName: 'build',
            RoleId: 'AROA6RVFFB77RE7OLMKI2',
            Arn: `arn:aws:iam::${ACCOUNT}:role/build`,
            CreateDate: '2026-01-01T00:00:00Z',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: { AWS: BOT }, Action: 'sts:AssumeRole' }],
            },
            InstanceProfileList: [],
            RolePolicyList: [{ PolicyName: 'all', PolicyDocument: allow('*', '*') }],
            AttachedManagedPolicies: [],
            Tags: [],
          },
        ],
      }),
    );
    writeFileSync(log, JSON.stringify({ Records: [event('203.0.113.10', 1), event('198.51.100.7', 2)] }));
    await engine.request('import.aws', { paths: [details], out });
    await engine.request('import.cloudtrail', { paths: [log], out, add: true });
    const opened = await engine.request('snapshot.open', { path: out });
    const answer = await engine.request('guardrails', { handle: opened.handle });
    const network = answer.guardrails.find(({ template }) => template === 'expected-network');
    expect(network?.check.verdict).toBe('holds');
    expect(network?.check.cases.map(({ says, got }) => `${says}: ${got}`)).toEqual([
      'a call from 198.51.100.7, where it was seen: allow',
      'a call from 203.0.113.10, where it was seen: allow',
      'a call from 192.0.2.77, where it was not: deny',
    ]);
    expect(network?.check.broken.map(({ from, kind }) => [from, kind])).toEqual([[BOT, 'can-assume']]);
  });
});

const DEMO = fileURLToPath(new URL('../../shared/data/aws/cloudmapper-demo', import.meta.url));
if (!existsSync(DEMO)) console.warn(`skipped: the third-party account is not there (${DEMO})`);

describe.skipIf(!existsSync(DEMO))('guardrails from recorded use, of another third-party account', () => {
  it('leave a role the service that it used, and take away the rest', async () => {
    const out = join(folder, 'demo.trustpath');
    await engine.request('import.aws', { paths: [DEMO], out });
    const opened = await engine.request('snapshot.open', { path: out });
    const answer = await engine.request('guardrails', { handle: opened.handle });
    const own = answer.guardrails.filter(({ template }) => template === 'least-privilege');
    expect(own.map(({ id, check }) => [id, check.verdict])).toEqual([
      ['least-privilege-123456789012-exfiller', 'holds'],
      ['least-privilege-123456789012-bad_role', 'holds'],
      ['least-privilege-123456789012-level1', 'holds'],
      ['least-privilege-123456789012-level3', 'holds'],
    ]);
    for (const guardrail of own) {
      expect(parsed(guardrail, 'permissions-boundary.json')).toMatchObject({
        Statement: [{ Action: expect.arrayContaining(['logs:*']) }],
      });
      expect(guardrail.check.broken.length).toBeGreaterThan(0);
      await triedAgain(opened.handle, guardrail);
    }
  });
});

describe('golden paths and admission policies', () => {
  it('are asked of the evaluators, for what they let through and for what they do not', () => {
    for (const template of [
      'golden-deploy-service',
      'golden-publish-artifact',
      'golden-scheduled-job',
      'owner-and-expiry',
    ]) {
      const guardrail = made.find((each) => each.template === template);
      expect(guardrail?.check.verdict, template).toBe('holds');
      const wanted = new Set(guardrail?.check.cases.map((each) => each.wanted));
      expect(
        [...wanted].some((each) => ['deny', 'refused'].includes(each)),
        template,
      ).toBe(true);
      expect(
        [...wanted].some((each) => ['allow', 'admitted'].includes(each)),
        template,
      ).toBe(true);
    }
  });

  it('of owners and expiry refuse what is made without, and lose nothing of what is there', async () => {
    const policy = named('owner-and-expiry-larkfield-prod');
    const [, account, binding, ...owned] = policy.changes;
    expect([account?.change, binding?.change, ...owned.map(({ change }) => change)]).toEqual([
      'create-service-account',
      'add-binding',
      'create-service-account',
      'add-binding',
    ]);
    const { refused, relations } = await engine.request('whatif', {
      handle,
      scenario: { changes: [...policy.changes] },
    });
    expect(refused.map(({ change, by }) => [change, by])).toEqual([
      [1, 'identities-have-owner-and-expiry'],
      [2, 'identities-have-owner-and-expiry'],
    ]);
    expect(refused).toEqual(policy.check.refused);
    expect(relations.lost).toEqual([]);
    expect(relations.gained.length).toBeGreaterThan(0);
    const file = join(folder, 'owners.json');
    writeFileSync(file, JSON.stringify({ changes: policy.changes }));
    const run = await runCli(['whatif', sample, '--scenario', file]);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toContain(
      'Change 2 is refused by the admission policy identities-have-owner-and-expiry: ServiceAccount ',
    );
    // The account that was refused is not there, and the one with an owner is.
    const without = await engine.request('whatif', {
      handle,
      scenario: { changes: policy.changes.slice(0, 3) },
    });
    expect(without.relations).toEqual({ lost: [], gained: [], changed: [] });
  });

  it('of the cluster name every account and binding that has no owner yet', () => {
    const policy = named('owner-and-expiry-larkfield-prod');
    const file = policy.files.find(({ name }) => name === 'to-annotate.txt')?.text ?? '';
    expect(file).toContain('k8s://larkfield-prod/serviceaccount/payments/api\n');
    expect(policy.files[0]?.text).toContain('kind: ValidatingAdmissionPolicyBinding');
    expect(policy.files[0]?.text).toContain('validationActions:\n    - Warn\n    - Audit\n');
  });

  it('keep what a role of the cluster does beside reading every secret', () => {
    const role = named('minimal-cluster-role-larkfield-prod-ci-job-runner');
    expect(role.check.broken.map(({ to }) => to)).toEqual(['k8s://larkfield-prod/scope/ci/secrets']);
    expect(role.check.kept.map(({ kind }) => kind).sort()).toEqual(['can-start-in', 'can-take-over']);
    expect(role.files[0]?.text).not.toContain('secrets');
  });
});

describe('controls', () => {
  it('are each of a public catalogue, in its form, and used by a template', () => {
    const used = new Set(GUARDRAIL_TEMPLATES.flatMap(({ controls }) => controls));
    for (const [name, { catalogue, id }] of Object.entries(CONTROLS)) {
      expect(used, name).toContain(name);
      expect(id).toMatch(
        catalogue === 'ATT&CK'
          ? /^M10\d\d$/
          : catalogue === 'NIST SP 800-53'
            ? /^[A-Z]{2}-\d+(\(\d+\))?$/
            : / \/ /,
      );
    }
    for (const { controls, id } of GUARDRAIL_TEMPLATES)
      expect(new Set(controls.map((name) => CONTROLS[name].catalogue)).size, id).toBe(3);
  });
});
