import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CoverageReport, Output } from '../schema/contract.ts';
import { ENTITY_KIND_NAMES } from '../schema/kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES } from '../schema/kinds/relation-kinds.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-cli-'));
const snapshot = join(folder, 'small.trustpath');
const KEY = 'AKIARTX3GSDS3KRTBKSH';
const USER = 'arn:aws:iam::111122223333:user/build';
const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const ACCOUNT = 'arn:aws:iam::111122223333:root';

function statement(effect: string, action: string, resource: string | undefined, more: object = {}) {
  return { Effect: effect, Action: action, ...(resource && { Resource: resource }), ...more };
}
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });

/** A dump and a key list as the AWS CLI prints them: build holds a key and may assume deploy, an administrator. */
function writeDump(into: string): void {
  mkdirSync(into, { recursive: true });
  const details = {
    UserDetailList: [
      {
        Path: '/',
        UserName: 'build',
        UserId: 'AIDARTX3GSDSQXAMPL22',
        Arn: USER,
        CreateDate: '2025-01-01T00:00:00+00:00',
        UserPolicyList: [
          { PolicyName: 'assume', PolicyDocument: policy(statement('Allow', 'sts:AssumeRole', ROLE)) },
        ],
        GroupList: [],
        AttachedManagedPolicies: [],
        Tags: [],
      },
      {
        Path: '/',
        UserName: 'idle',
        UserId: 'AIDARTX3GSDSQXAMPL33',
        Arn: 'arn:aws:iam::111122223333:user/idle',
        CreateDate: '2025-01-01T00:00:00+00:00',
        GroupList: [],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'deploy',
        RoleId: 'AROARTX3GSDSQXAMPL44',
        Arn: ROLE,
        CreateDate: '2025-01-01T00:00:00+00:00',
        AssumeRolePolicyDocument: policy(
          statement('Allow', 'sts:AssumeRole', undefined, { Principal: { AWS: ACCOUNT } }),
        ),
        InstanceProfileList: [],
        RolePolicyList: [{ PolicyName: 'all', PolicyDocument: policy(statement('Allow', '*', '*')) }],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
    Policies: [],
  };
  const keys = {
    AccessKeyMetadata: [
      { UserName: 'build', AccessKeyId: KEY, Status: 'Active', CreateDate: '2025-01-02T00:00:00+00:00' },
    ],
  };
  writeFileSync(join(into, 'details.json'), JSON.stringify(details));
  writeFileSync(join(into, 'keys.json'), JSON.stringify(keys));
}

beforeAll(async () => {
  writeDump(join(folder, 'dump'));
  const run = await runCli(['import', 'aws', join(folder, 'dump'), '--out', snapshot, '--json']);
  expect(run.stderr).not.toContain('trustpath:');
  expect(run.status).toBe(0);
}, 30_000);

describe('the command line', () => {
  it('says with help what it can do, and with nothing that it needs a command', async () => {
    const [help, nothing] = await Promise.all([runCli(['help']), runCli([])]);
    expect(help.status).toBe(0);
    for (const word of ['collect aws', 'import aws', 'trace', 'evaluate aws', 'verify']) {
      expect(help.stdout).toContain(word);
    }
    expect(nothing.status).toBe(2);
  });

  it('finds the owner of a pasted key and its way to the account, by argument and by standard input', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzEXAMPLEKY';
    const pasted = `AWS_ACCESS_KEY_ID=${KEY}\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
    const [byId, byStdin] = await Promise.all([
      runCli(['trace', snapshot, KEY, '--json']),
      runCli(['trace', snapshot, '-', '--json'], pasted),
    ]);
    for (const run of [byId, byStdin]) {
      const answer = run.json<Output<'trace'>>();
      expect(answer.owner?.id).toBe(USER);
      expect(
        answer.paths.map((path) => [path.to, path.verdict, path.hops.map((hop) => hop.kind)]),
      ).toContainEqual([ACCOUNT, 'allow', ['authenticates-as', 'can-assume', 'administers-account']]);
      expect(answer.containment[0]?.command).toContain('--status Inactive');
      expect(run.stdout + run.stderr).not.toContain(secret);
    }
  });

  it('says of a secret that was an argument where it may be left, and of ids and standard input nothing', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzEXAMPLEKY';
    const [argument, id, user, stdin] = await Promise.all([
      runCli(['trace', snapshot, `${KEY} ${secret}`]),
      runCli(['trace', snapshot, KEY]),
      runCli(['trace', snapshot, USER]),
      runCli(['trace', snapshot, '-'], `${KEY} ${secret}`),
    ]);
    expect(argument.stdout).toMatch(/^The credential was given as an argument/);
    for (const run of [id, user, stdin]) expect(run.stdout).toMatch(/^This is: /);
  });

  it('knows a principal by the unique id that IAM gave it, and says when nobody has it', async () => {
    const [known, gone] = await Promise.all([
      runCli(['trace', snapshot, 'AIDARTX3GSDSQXAMPL22', '--json']),
      runCli(['trace', snapshot, 'AROARTX3GSDSQXAMPL77', '--json']),
    ]);
    expect(known.json<Output<'trace'>>().owner?.id).toBe(USER);
    expect(gone.json<Output<'trace'>>()).toMatchObject({
      owner: null,
      notes: [expect.stringContaining('deleted')],
    });
  });

  it('answers path, reach and exposure in their fixed shapes', async () => {
    const [path, reach, exposure] = await Promise.all([
      runCli(['path', snapshot, '--from', 'build', '--to', ACCOUNT, '--json']),
      runCli(['reach', snapshot, '--from', KEY, '--json']),
      runCli(['exposure', snapshot, '--to', '111122223333', '--json']),
    ]);
    const { paths, unknowns } = path.json<Output<'path'>>();
    expect(paths[0]).toMatchObject({ from: USER, to: ACCOUNT, verdict: 'allow' });
    expect(paths[0]?.hops[0]).toMatchObject({ from: USER, to: ROLE, kind: 'can-assume', rule: 'sts-001' });
    expect(paths[0]?.hops[0]?.proof[0]).toMatchObject({
      observation: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      pointer: expect.stringMatching(/^\/.*Statement\/0$/),
      says: expect.stringContaining('sts:AssumeRole'),
    });
    expect(unknowns.map((gap) => gap.operation)).toContain('organizations:ListPolicies');
    const reached = reach.json<{
      from: string;
      entities: { id: string; distance: number; verdict: string }[];
    }>();
    expect(reached.from).toBe(KEY);
    expect(reached.entities).toContainEqual({
      id: ACCOUNT,
      kind: 'aws-account',
      distance: 3,
      verdict: 'allow',
    });
    const exposed = exposure.json<{ to: string; entities: { id: string }[] }>();
    expect(exposed.to).toBe(ACCOUNT);
    expect(exposed.entities.map((entity) => entity.id)).toEqual([ROLE, USER, KEY]);
  });

  it('makes what an uncollected service control policy could deny unknown, when asked to be strict', async () => {
    const run = await runCli([
      'path',
      snapshot,
      '--from',
      'build',
      '--to',
      ACCOUNT,
      '--strict-scp',
      '--json',
    ]);
    expect(run.json<Output<'path'>>().paths[0]?.verdict).toBe('unknown');
  });

  it('explains why a relation holds and why another does not', async () => {
    const [holds, fails] = await Promise.all([
      runCli(['explain', snapshot, '--from', 'build', '--to', 'deploy', '--json']),
      runCli(['explain', snapshot, '--from', 'idle', '--to', 'deploy', '--json']),
    ]);
    expect(holds.json<Output<'explain'>>()).toMatchObject({ related: true });
    const refused = fails.json<Output<'explain'>>();
    expect(refused.related).toBe(false);
    expect(refused.blockedBy.map((step) => step.says).join(' ')).toContain('sts:AssumeRole');
  });

  it('lists info, coverage, entities and kinds', async () => {
    const [info, coverage, entities, kinds] = await Promise.all([
      runCli(['info', snapshot, '--json']),
      runCli(['coverage', snapshot, '--json']),
      runCli(['entities', snapshot, '--kind', 'aws-user', '--json']),
      runCli(['kinds', '--json']),
    ]);
    expect(info.json<Output<'snapshot.info'>>()).toMatchObject({
      formatVersion: 1,
      digest: expect.stringMatching(/^sha256:/),
    });
    const gaps = coverage.json<CoverageReport>().sources.flatMap((source) => source.calls);
    expect(gaps.find((call) => call.operation === 'iam:GetAccountAuthorizationDetails')?.status).toBe(
      'complete',
    );
    expect(gaps.find((call) => call.operation === 'iam:GetLoginProfile')?.status).toBe('skipped');
    expect(entities.json<{ entities: { name: string }[] }>().entities.map((entity) => entity.name)).toEqual([
      'build',
      'idle',
    ]);
    const declared = kinds.json<{ entities: { kind: string }[]; relations: { kind: string }[] }>();
    expect(declared.entities.map(({ kind }) => kind)).toEqual(ENTITY_KIND_NAMES);
    expect(declared.relations.map(({ kind }) => kind)).toEqual(RELATION_KIND_NAMES);
  });

  it('exits 5 for gaps only when asked to be strict', async () => {
    const [lenient, strict] = await Promise.all([
      runCli(['coverage', snapshot]),
      runCli(['coverage', snapshot, '--strict']),
    ]);
    expect([lenient.status, strict.status]).toEqual([0, 5]);
  });

  it('evaluates vectors from standard input, with JSON whatever the options', async () => {
    const cases = [
      {
        id: 'allowed',
        request: { principal: USER, action: 's3:GetObject', resource: 'arn:aws:s3:::example/x' },
        identityPolicies: [policy(statement('Allow', 's3:Get*', '*'))],
      },
      {
        id: 'malformed',
        request: { principal: USER, action: 's3:GetObject', resource: '*' },
        identityPolicies: [{ Statement: 7 }],
      },
    ];
    const run = await runCli(['evaluate', 'aws'], JSON.stringify(cases));
    expect(run.json()).toMatchObject([
      { id: 'allowed', verdict: 'allow', kind: 'explicit' },
      { id: 'malformed', error: { code: expect.any(String), message: expect.stringContaining('Statement') } },
    ]);
  });

  it.each([
    `path --from build --to ${ACCOUNT}`,
    `path build ${ACCOUNT}`,
    `exposure --to ${ACCOUNT}`,
    'trace build',
  ])('takes the question %j into a zip that verifies', async (question) => {
    const bundle = join(folder, `${question.replaceAll(/\W+/g, '-')}.zip`);
    const written = await runCli(['evidence', snapshot, '--question', question, '--out', bundle, '--json']);
    expect(written.status).toBe(0);
    const verified = await runCli(['verify', bundle, '--json']);
    expect(verified.json()).toMatchObject({ ok: true });
  });

  it('writes a bundle that verifies, and refuses an altered one with status 4', async () => {
    const bundle = join(folder, 'bundle');
    const written = await runCli([
      'evidence',
      snapshot,
      '--question',
      `trace ${KEY}`,
      '--out',
      bundle,
      '--json',
    ]);
    expect(written.status).toBe(0);
    expect((await runCli(['verify', bundle])).status).toBe(0);
    const report = join(bundle, 'data', 'report.html');
    writeFileSync(report, readFileSync(report, 'utf8').replace('Answer', 'Answers'));
    const altered = await runCli(['verify', bundle, '--json']);
    expect(altered.status).toBe(4);
    expect(
      altered
        .json<Output<'evidence.verify'>>()
        .checks.filter((check) => !check.ok)
        .map((check) => check.name),
    ).toEqual(['Payload', 'Written again']);
  });
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate']],
    [['path', snapshot]],
    [['path', snapshot, '--from', 'build', '--k', 'many']],
    [['path', snapshot, '--nonsense']],
    [['entities', snapshot, '--kind', 'aws-unicorn']],
    [['evidence', snapshot, '--question', 'sing a song', '--out', join(folder, 'x')]],
    [['import', 'aws', folder]],
  ])('%j ends with status 2 and one message', async (args) => {
    const [text, json] = await Promise.all([runCli(args), runCli([...args, '--json'])]);
    expect(text.status).toBe(2);
    expect(text.stderr).toMatch(/^trustpath: .+\n$/);
    expect(json.status).toBe(2);
    expect(json.json()).toMatchObject({ error: { code: 'usage', message: expect.any(String) } });
  });
});

describe('bad input', () => {
  const deep = `${'{"UserDetailList":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const files: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['truncated.json', '{"UserDetailList": [{"UserName": "a"', /truncated\.json.*(line|end)/i],
    ['not-aws.json', '{"hello": "world"}', /not-aws\.json/],
    ['deep.json', deep, /deep\.json.*(deep|nest)/i],
    ['empty.json', '', /empty\.json/],
    ['text.json', 'hello', /text\.json/],
    [
      'wrong-shape.json',
      '{"UserDetailList": 7, "RoleDetailList": [], "GroupDetailList": [], "Policies": []}',
      /wrong-shape\.json.*UserDetailList/,
    ],
    ['binary.json', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x01]), /binary\.json/],
  ];

  it.each(files)(
    '%s is refused with one message, status 3 and nothing left behind',
    async (name, content, message) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      const out = join(folder, `${name}.trustpath`);
      const run = await runCli(['import', 'aws', file, '--out', out, '--json', '--quiet']);
      expect(run.json<{ error: { message: string } }>().error.message).toMatch(message);
      expect(run.status).toBe(3);
      expect(existsSync(out)).toBe(false);
      expect(readdirSync(folder).filter((left) => left.startsWith(`${name}.trustpath`))).toEqual([]);
    },
  );

  it('a missing file, a file that exists already, an unknown and an ambiguous entity are refused with status 3', async () => {
    const runs = await Promise.all([
      runCli(['import', 'aws', join(folder, 'missing.json'), '--out', join(folder, 'm.trustpath'), '--json']),
      runCli(['import', 'aws', join(folder, 'dump'), '--out', snapshot, '--json']),
      runCli(['path', snapshot, '--from', 'nobody-of-that-name', '--json']),
      runCli(['path', snapshot, '--from', 'arn:aws:iam::111122223333:', '--json']),
      runCli(['trace', snapshot, 'AKIA-not-a-key', '--json']),
      runCli(['info', folder, '--json']),
      runCli(['verify', join(folder, 'missing'), '--json']),
    ]);
    expect(runs.map((run) => run.status)).toEqual([3, 3, 3, 3, 3, 3, 3]);
    expect(runs.map((run) => run.json<{ error: { code: string } }>().error.code)).toEqual([
      'input-unreadable',
      'output-refused',
      'entity-not-found',
      'entity-ambiguous',
      'credential-not-recognised',
      'input-refused',
      'input-unreadable',
    ]);
    expect(
      runs[3]?.json<{ error: { details: { candidates: string[] } } }>().error.details.candidates.length,
    ).toBeGreaterThan(1);
  });

  it('a collection without credentials is a failure that leaves no file, so that it can be repeated', async () => {
    const out = join(folder, 'no-credentials.trustpath');
    for (let attempt = 0; attempt < 2; attempt++) {
      const run = await runCli([
        'collect',
        'aws',
        '--region',
        'eu-central-1',
        '--out',
        out,
        '--json',
        '--quiet',
      ]);
      expect(run.json<{ error: { code: string } }>().error.code).toBe('collection-failed');
      expect(run.status).toBe(3);
      expect(existsSync(out)).toBe(false);
    }
  });

  it('a policy with elements that AWS does not know leaves the rest of the dump answered', async () => {
    writeDump(join(folder, 'odd'));
    const file = join(folder, 'odd', 'details.json');
    const dump = JSON.parse(readFileSync(file, 'utf8'));
    dump.UserDetailList[1].UserPolicyList = [
      {
        PolicyName: 'odd',
        PolicyDocument: policy(statement('Allow', 'sts:AssumeRole', ROLE, { Because: 'odd' })),
      },
    ];
    writeFileSync(file, JSON.stringify(dump));
    const out = join(folder, 'odd.trustpath');
    expect((await runCli(['import', 'aws', join(folder, 'odd'), '--out', out])).status).toBe(0);
    const [fine, odd] = await Promise.all([
      runCli(['path', out, '--from', 'build', '--to', ACCOUNT, '--json']),
      runCli(['path', out, '--from', 'idle', '--to', ACCOUNT, '--json']),
    ]);
    expect(fine.json<Output<'path'>>().paths[0]?.verdict).toBe('allow');
    expect(odd.json<Output<'path'>>().paths[0]?.verdict).toBe('unknown');
  });
});
