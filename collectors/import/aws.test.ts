import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { Call, Coverage } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { WORKLOAD_KINDS } from '../aws/workload-kinds.ts';
import { importAws } from './aws.ts';

const SHARED = join(import.meta.dirname, '../../../shared/data/aws');
const DUMP = join(SHARED, 'iam-vulnerable.authorization-details.json');
const FOLDER = join(SHARED, 'cloudmapper-demo');
if (!existsSync(DUMP)) console.log(`skipped: the third-party inputs are not at ${SHARED}`);

let folder: string;
let writer: SnapshotWriter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-import-'));
  writer = createSnapshot(join(folder, 'out.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array | Json): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(
    full,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return full;
}

const calls = (): Call[] => [...writer.reader().calls()];
const records = (): Coverage[] => [...writer.reader().coverage()];
const coverage = (operation: string): Coverage[] =>
  writer
    .reader()
    .coverage()
    .filter((record) => record.operation === operation);
function documentOf(call: Call | undefined): Json {
  if (call?.observation == null) throw new Error('the call has no document');
  return writer.reader().document(call.observation);
}
async function refusal(...paths: string[]): Promise<TrustpathError> {
  const error = await importAws(writer, paths).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TrustpathError);
  expect((error as TrustpathError).status).toBe(3);
  expect(writer.reader().sources()).toEqual([]);
  return error as TrustpathError;
}

const ROLE = {
  Path: '/',
  RoleName: 'deploy',
  RoleId: 'AROAEXAMPLEEXAMPLE123',
  Arn: 'arn:aws:iam::111122223333:role/deploy',
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
};
const USER = { UserName: 'ci', UserId: 'AIDAEXAMPLEEXAMPLE123', Arn: 'arn:aws:iam::111122223333:user/ci' };
const details = (more: Json = {}): Json => ({
  UserDetailList: [USER],
  GroupDetailList: [],
  RoleDetailList: [ROLE],
  Policies: [],
  ...(isJsonObject(more) ? more : {}),
});

describe.skipIf(!existsSync(DUMP))('third-party inputs', () => {
  it('takes a real dump in well under three seconds, with its account and what it does not carry', async () => {
    const start = performance.now();
    const result = await importAws(writer, [DUMP]);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(result.source).toBe('file:iam-vulnerable.authorization-details.json');
    const [source] = writer.reader().sources();
    expect(source).toMatchObject({ kind: 'aws-files', account: '200611803367', principal: DUMP });
    expect(source?.endedAt).not.toBeNull();
    expect(calls()).toHaveLength(1);
    expect(calls()[0]?.endpoint).toBe('iam-vulnerable.authorization-details.json');
    expect(coverage('iam:GetAccountAuthorizationDetails')).toMatchObject([
      { status: 'complete', items: 211, kinds: [] },
    ]);
    for (const missing of ['iam:ListAccessKeys', 'iam:GetCredentialReport', 'iam:GetLoginProfile'])
      expect(coverage(missing)).toMatchObject([
        { status: 'skipped', reason: 'not in the imported files', calls: 0 },
      ]);
    expect(coverage('iam:GetLoginProfile')[0]?.kinds).toContain('authenticates-as');
    for (const missing of [
      'lambda:ListFunctions',
      'ec2:DescribeInstances',
      'ecs:ListTaskDefinitions',
      'codebuild:ListProjects',
      'cloudformation:DescribeStacks',
      'glue:GetDevEndpoints',
      'glue:GetJobs',
      'sagemaker:ListNotebookInstances',
    ])
      expect(coverage(missing), missing).toMatchObject([
        { status: 'skipped', reason: 'not in the imported files', calls: 0, kinds: WORKLOAD_KINDS },
      ]);
    expect(
      resolvePointer(documentOf(calls()[0]), '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0/Effect'),
    ).toBe('Allow');
    expect(calls()[0]?.redactions).toBe(0);
  });

  it('takes a folder of CLI outputs by content, and names what it does not use', async () => {
    const { gaps } = await importAws(writer, [FOLDER]);
    const seen = new Map(
      calls().map((call) => [`${call.operation} ${JSON.stringify(call.parameters)}`, call]),
    );
    const policy = documentOf(seen.get('s3:GetBucketPolicy {"Bucket":"cloudmapper_demo"}'));
    expect(resolvePointer(policy, '/Policy/Statement/0/Principal/AWS')).toBe('*');
    expect(
      seen.has(
        'iam:GetServiceLastAccessedDetails {"Arn":"arn:aws:iam::123456789012:role/service-role/level1"}',
      ),
    ).toBe(true);
    expect(resolvePointer(documentOf(seen.get('iam:GetCredentialReport {}')), '/Content')).toMatch(
      /^user,arn,/,
    );
    expect(seen.get('secretsmanager:ListSecrets {}')?.region).toBe('us-east-1');
    expect(seen.get('s3:ListBuckets {}')?.region).toBeNull();
    expect(documentOf(seen.get('lambda:GetPolicy {"FunctionName":"invpclambda"}'))).toMatchObject({
      Policy: { Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }] },
    });
    for (const workloads of [
      'lambda:ListFunctions',
      'lambda:GetPolicy',
      'ec2:DescribeInstances',
      'ecs:ListClusters',
      'ecs:ListTasks',
      'ecs:DescribeTasks',
    ])
      expect(coverage(workloads), workloads).toMatchObject([{ status: 'complete', region: 'us-east-1' }]);
    expect(coverage('ecs:ListTaskDefinitions')).toMatchObject([
      { status: 'skipped', reason: 'not in the imported files', kinds: WORKLOAD_KINDS },
    ]);
    expect(
      records().some((record) => /^file:(lambda|ecs|ec2-describe-instances)/.test(record.operation)),
    ).toBe(false);
    expect(coverage('file:elb-describe-load-balancer-attributes')).toMatchObject([
      { status: 'unsupported', region: 'us-east-1' },
    ]);
    for (const [operation, items] of [
      ['sqs:GetQueueAttributes', 1],
      ['sns:GetTopicAttributes', 2],
      ['ecr:GetRepositoryPolicy', 1],
      ['rds:DescribeDBInstances', 1],
    ] as const)
      expect(coverage(operation), operation).toMatchObject([
        { status: 'complete', region: 'us-east-1', items },
      ]);
    expect(records().filter((record) => record.status !== 'complete')).toHaveLength(gaps);
    const files = records()
      .filter((record) => record.operation.startsWith('file:'))
      .reduce((sum, one) => sum + one.calls, 0);
    expect(files + calls().length).toBe(61);
  });

  it('can take both into one snapshot', async () => {
    const { sources } = await importAws(writer, [DUMP, FOLDER]);
    expect(sources).toEqual(['file:iam-vulnerable.authorization-details.json', 'file:cloudmapper-demo']);
  });
});

describe('a file', () => {
  const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['in UTF-16 as PowerShell writes it', (text: string) => utf16(text, true)],
    ['in big-endian UTF-16', (text: string) => utf16(text, true).swap16()],
    ['in UTF-16 without a mark', (text: string) => utf16(text, false)],
    ['compressed', (text: string) => gzipSync(text)],
    ['compressed UTF-16', (text: string) => gzipSync(utf16(text, true))],
  ])('is read %s, always to the same observation', async (_how, encode) => {
    await importAws(writer, [write('dump.bin', encode(JSON.stringify(details({ Note: 'é' }))))]);
    const [call] = calls();
    expect(documentOf(call)).toEqual(details({ Note: 'é' }));
  });

  it('keeps several dumps of one name apart', async () => {
    const { sources } = await importAws(writer, [
      write('a/dump.json', details()),
      write('b/dump.json', details()),
    ]);
    expect(sources).toEqual(['file:dump.json', 'file:b/dump.json']);
  });

  it('loses its secrets, and the record says that and what it was before', async () => {
    const token = `gh${'p'}_${'aB3d'.repeat(9)}`;
    await importAws(writer, [
      write('dump.json', details({ RoleDetailList: [{ ...ROLE, Description: `uses ${token}` }] })),
    ]);
    const [call] = calls();
    expect(resolvePointer(documentOf(call), '/RoleDetailList/0/Description')).toBe(
      'uses [redacted:github-token]',
    );
    expect(call).toMatchObject({ redactions: 1, originalSha256: expect.stringMatching(/^sha256:/) });
  });

  it('about workloads loses the values of their environment and keeps the names', async () => {
    const value = 'planted-environment-value';
    const variables = { DB_PASSWORD: value };
    write('export/functions.json', {
      Functions: [{ FunctionName: 'resize', Environment: { Variables: variables } }],
    });
    write('export/definition.json', {
      taskDefinition: {
        taskDefinitionArn: 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:1',
        containerDefinitions: [{ name: 'web', command: [value], environment: [{ name: 'STAGE', value }] }],
      },
    });
    write('export/projects.json', {
      projects: [
        {
          name: 'shop',
          arn: 'arn:aws:codebuild:eu-central-1:111122223333:project/shop',
          environment: { environmentVariables: [{ name: 'NPM_TOKEN', value, type: 'PLAINTEXT' }] },
        },
      ],
    });
    write('export/stacks.json', {
      Stacks: [{ StackName: 'shop', Parameters: [{ ParameterKey: 'Db', ParameterValue: value }] }],
    });
    write('export/jobs.json', {
      Jobs: [{ Name: 'load', Command: { Name: 'glueetl' }, DefaultArguments: { '--key': value } }],
    });
    await importAws(writer, [join(folder, 'export')]);
    const stored = JSON.stringify(calls().map((call) => [call, documentOf(call)]));
    for (const name of ['DB_PASSWORD', 'STAGE', 'NPM_TOKEN', 'Db', '--key'])
      expect(stored).toContain(`"${name}"`);
    expect(stored).not.toContain(value);
    expect(calls().map((call) => call.operation)).toHaveLength(5);
  });

  it('has its policies decoded where they are text, and kept as text where they do not parse', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await importAws(writer, [
      write(
        'dump.json',
        details({
          RoleDetailList: [
            { ...ROLE, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policy)) },
            { ...ROLE, AssumeRolePolicyDocument: '{"Version": oops' },
          ],
        }),
      ),
    ]);
    const document = documentOf(calls()[0]);
    expect(resolvePointer(document, '/RoleDetailList/0/AssumeRolePolicyDocument')).toEqual(policy);
    expect(resolvePointer(document, '/RoleDetailList/1/AssumeRolePolicyDocument')).toBe('{"Version": oops');
  });

  it('may hold policies with elements that nobody knows', async () => {
    await importAws(writer, [
      write(
        'dump.json',
        details({
          Policies: [
            { Arn: 'arn:aws:iam::111122223333:policy/x', PolicyVersionList: [{ Document: { Novel: [1] } }] },
          ],
        }),
      ),
    ]);
    expect(coverage('iam:GetAccountAuthorizationDetails')[0]?.status).toBe('complete');
  });

  it('that ends with a promise of more is not complete', async () => {
    await importAws(writer, [write('dump.json', details({ IsTruncated: true, Marker: 'abc' }))]);
    expect(coverage('iam:GetAccountAuthorizationDetails')).toMatchObject([
      { status: 'skipped', reason: expect.stringContaining('more follows'), items: 2 },
    ]);
  });
});

describe('a dump that was asked for with a filter', () => {
  it('is taken, and said to lack the rest', async () => {
    await importAws(writer, [write('dump.json', { RoleDetailList: [ROLE] })]);
    expect(coverage('iam:GetAccountAuthorizationDetails')).toMatchObject([
      {
        status: 'skipped',
        reason: 'UserDetailList, GroupDetailList, Policies is not in the answer',
        items: 1,
      },
    ]);
  });
});

describe('a file that is refused', () => {
  it.each([
    [
      'truncated',
      JSON.stringify(details()).slice(0, -9),
      /dump\.json: line 1, column \d+: not JSON: the text ends/,
    ],
    [
      'cut inside a string',
      '{"UserDetailList": [\n {"Arn": "arn:aws',
      /dump\.json: line 2, column \d+: not JSON: the text ends inside a string/,
    ],
    ['empty', '', /dump\.json: the file is empty\./],
    ['no JSON', 'hello: world\n', /dump\.json: line 1, column 1: not JSON: a value was expected\./],
    [
      'with a trailing comma',
      '{"a": [1,\n2,]}',
      /dump\.json: line 2, column 3: not JSON: a value was expected/,
    ],
    ['followed by more', '{} {}', /dump\.json: line 1, column 4: not JSON: there is more text/],
    ['nested 200,000 deep', '['.repeat(200_000), /dump\.json: line 1, column 101: nested more than 100 deep/],
    [
      'made of more values than can be held',
      `[${'[],'.repeat(2_000_000)}[]]`,
      /dump\.json: line 1, column 5999999: larger than can be read: more than 4000000 values/,
    ],
    ['a list', '[]', /dump\.json: \/: is a list, not an object/],
    [
      'JSON of another kind',
      '{"apiVersion": "v1", "kind": "Pod"}',
      /dump\.json: \/: is none of the AWS answers.*apiVersion, kind/,
    ],
    [
      'a dump whose users are no list',
      JSON.stringify(details({ UserDetailList: { a: 1 } })),
      /dump\.json: \/UserDetailList: is an object, not a list/,
    ],
    [
      'a dump whose role is a text',
      JSON.stringify(details({ RoleDetailList: [ROLE, 'x'] })),
      /dump\.json: \/RoleDetailList\/1: is a text, not an object/,
    ],
    [
      'a dump whose group has no ARN',
      JSON.stringify(details({ GroupDetailList: [{ GroupName: 'x' }] })),
      /dump\.json: \/GroupDetailList\/0\/Arn: is missing/,
    ],
    ['no text', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22]), /dump\.json: byte \d+: not UTF-8 text/],
    [
      'cut-off gzip',
      gzipSync(JSON.stringify(details())).subarray(0, 60),
      /dump\.json: the gzip data is damaged or cut off/,
    ],
  ])('is %s: one message with file, place and reason', async (_what, content, message) => {
    const error = await refusal(write('dump.json', content));
    expect(error.code).toBe('input-refused');
    expect(error.message).toMatch(message);
    expect(error.message.split('\n')).toHaveLength(1);
  });

  it('never quotes what stands in it', async () => {
    const secret = `gh${'p'}_${'aB3d'.repeat(9)}`;
    expect((await refusal(write('a.json', `${secret} is not JSON`))).message).not.toContain(secret);
    expect((await refusal(write('b.json', { [secret]: 1 }))).message).not.toContain(secret);
  });

  it('is larger than what is read, told before it is read, and while it is decompressed', async () => {
    const { truncateSync } = await import('node:fs');
    const huge = write('huge.json', '{');
    truncateSync(huge, 300 * 1024 * 1024);
    expect((await refusal(huge)).message).toMatch(/huge\.json: has 300 MB or more; at most 256 MB/);
    const bomb = write('bomb.json.gz', gzipSync(Buffer.alloc(257 * 1024 * 1024, 0x20)));
    expect((await refusal(bomb)).message).toMatch(/bomb\.json\.gz: has 257 MB or more; at most 256 MB/);
  });

  it('is not there, or a folder without anything of use', async () => {
    expect((await refusal(join(folder, 'nowhere'))).code).toBe('input-unreadable');
    mkdirSync(join(folder, 'none'));
    expect((await refusal(join(folder, 'none'))).message).toMatch(/none: the folder holds no files/);
    write('junk/readme.txt', 'hello');
    expect((await refusal(join(folder, 'junk'))).message).toMatch(
      /none of its 1 files is an AWS answer.*readme\.txt: line 1, column 1/,
    );
  });

  it('takes the good ones given with it along: nothing is recorded', async () => {
    await refusal(write('good.json', details()), write('bad.json', '{'));
  });

  it('is a device or a pipe', async () => {
    expect((await refusal('/dev/zero')).message).toMatch(/\/dev\/zero: is not a file/);
  });
});

describe('a folder', () => {
  it('joins pages saved one by one, and takes the same answer once', async () => {
    write('export/page-1.json', details({ IsTruncated: true, Marker: 'm' }));
    write('export/page-2.json', details({ UserDetailList: [], IsTruncated: false }));
    write('export/copy-of-2.json', details({ UserDetailList: [], IsTruncated: false }));
    await importAws(writer, [join(folder, 'export')]);
    expect(calls().map((call) => call.page)).toEqual([0, 1]);
    expect(coverage('iam:GetAccountAuthorizationDetails')).toMatchObject([{ status: 'complete', calls: 2 }]);
  });

  it('says how many of the answers that should be there are not', async () => {
    write('export/details.json', details({ UserDetailList: [USER, { ...USER, UserName: 'ana' }] }));
    write('export/keys/ci.json', {
      AccessKeyMetadata: [{ UserName: 'ci', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }],
    });
    await importAws(writer, [join(folder, 'export')]);
    expect(coverage('iam:ListAccessKeys')).toMatchObject([
      {
        status: 'skipped',
        reason: '1 of 2 answers are not in the imported files',
        items: 1,
        kinds: ['authenticates-as', 'can-become'],
      },
    ]);
  });

  it('keeps what it can of a folder with damaged, foreign and linked files', async () => {
    write('export/details.json', details());
    write('export/eu-central-1/kms-get-key-policy/broken', '{"Policy": ');
    write('export/notes.txt', 'hello');
    symlinkSync('/etc/hostname', join(folder, 'export/link.json'));
    await importAws(writer, [join(folder, 'export')]);
    expect(coverage('file:kms-get-key-policy')).toMatchObject([
      {
        status: 'failed',
        region: 'eu-central-1',
        reason: expect.stringMatching(/broken: line 1, column 12: not JSON/),
      },
    ]);
    expect(coverage('file:notes.txt')[0]?.status).toBe('unsupported');
    expect(coverage('file:link')[0]?.reason).toMatch(/link\.json: is a link/);
  });

  it('with several accounts becomes a source for each, and what cannot be told apart is not used', async () => {
    const other = { ...ROLE, Arn: 'arn:aws:iam::444455556666:role/deploy' };
    write('all/prod/iam.json', details());
    write('all/prod/buckets.json', { Buckets: [{ Name: 'prod-data' }], Owner: { ID: 'x' } });
    write('all/dev/iam.json', {
      UserDetailList: [],
      RoleDetailList: [other],
      GroupDetailList: [],
      Policies: [],
    });
    write('all/buckets.json', { Buckets: [{ Name: 'whose' }], Owner: { ID: 'x' } });
    const { sources } = await importAws(writer, [join(folder, 'all')]);
    expect(sources.toSorted()).toEqual(['file:all/111122223333', 'file:all/444455556666']);
    expect(
      calls()
        .filter((call) => call.operation === 's3:ListBuckets')
        .map((call) => call.source),
    ).toEqual(['file:all/111122223333']);
    expect(coverage('file:buckets')).toMatchObject([
      { reason: expect.stringContaining('which of the accounts') },
    ]);
  });

  it('is read by content whatever the files are called', async () => {
    write('x/1', {
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/ci',
      UserId: 'AIDAEXAMPLEEXAMPLE123',
    });
    write('x/2.txt', {
      Policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::data/*' }],
      }),
    });
    write('x/3', {
      Url: 'token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [],
    });
    write('x/4', { LocationConstraint: 'eu-central-1' });
    await importAws(writer, [join(folder, 'x')]);
    expect(calls().map((call) => [call.operation, call.parameters])).toEqual([
      ['sts:GetCallerIdentity', {}],
      ['s3:GetBucketPolicy', { Bucket: 'data' }],
      [
        'iam:GetOpenIDConnectProvider',
        {
          OpenIDConnectProviderArn:
            'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
        },
      ],
      ['s3:GetBucketLocation', { Bucket: '4' }],
    ]);
  });
});

describe('an import', () => {
  it('can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(
      importAws(writer, [write('dump.json', details())], { signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('leaves a file that opens and can be read again', async () => {
    await importAws(writer, [write('dump.json', details())]);
    writer.close();
    const reader = openSnapshot(join(folder, 'out.trustpath'));
    expect(reader.info().counts).toMatchObject({ calls: 1, observations: 1 });
    reader.close();
  });
});
