import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { collectAws } from './collect.ts';
import { failure, type LoopbackAws, startLoopbackAws, type Weather } from './testing/loopback-aws.ts';
import { smallEstate } from './testing/small-estate.ts';
import { PLANTED } from './testing/small-workloads.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const DENIED: Readonly<Record<string, Weather>> = {
  'ec2:DescribeInstances': error(403, 'UnauthorizedOperation'),
  'lambda:ListFunctions': error(403, 'AccessDeniedException'),
  'cloudformation:DescribeStacks': error(403, 'AccessDenied'),
  'ecs:ListClusters': error(400, 'AccessDeniedException'),
};

function error(status: number, code: string): Weather {
  return {
    kind: 'error',
    failure: failure(status, code, 'You are not authorized to perform this operation.'),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'trustpath-workloads-'));
let aws: LoopbackAws;
beforeAll(async () => {
  aws = await startLoopbackAws(smallEstate({ tiny: true }));
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

async function collected(file: string): Promise<SnapshotWriter> {
  const writer = createSnapshot(join(folder, file), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  await collectAws(writer, {
    endpoint: aws.endpoint,
    regions: ['eu-central-1'],
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-used-by-anyone' },
  });
  return writer;
}

const documents = (writer: SnapshotWriter, operation: string): Json[] =>
  [...writer.reader().calls({ operation })].flatMap((call) =>
    call.observation === null ? [] : [writer.reader().document(call.observation)],
  );

describe('workloads', () => {
  it('are recorded as the AWS CLI prints them, with the roles they run as', async () => {
    const writer = await collected('whole.trustpath');
    const found = (operation: string) => documents(writer, operation);
    expect(found('lambda:ListFunctions')).toMatchObject([
      { Functions: [{ FunctionName: 'resize', Role: ROLE }], NextMarker: 'second' },
      { Functions: [{ FunctionName: 'report' }] },
    ]);
    expect(found('lambda:GetPolicy')).toContainEqual({ Policy: null });
    expect(found('lambda:GetPolicy')).toContainEqual({
      Policy: expect.objectContaining({ Version: '2012-10-17' }),
      RevisionId: '1',
    });
    expect(found('ec2:DescribeInstances')).toMatchObject([
      {
        Reservations: [
          {
            Instances: [
              {
                InstanceId: 'i-0123456789abcdef0',
                State: { Name: 'running' },
                IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/app' },
                MetadataOptions: { HttpTokens: 'optional' },
                Tags: [{ Key: 'Name', Value: 'web' }],
              },
            ],
          },
        ],
      },
    ]);
    expect(found('ec2:DescribeIamInstanceProfileAssociations')).toMatchObject([
      { IamInstanceProfileAssociations: [{ State: 'associated' }] },
    ]);
    expect(found('ecs:DescribeTaskDefinition')).toMatchObject([
      { taskDefinition: { taskRoleArn: ROLE, registeredAt: '2025-01-01T00:00:00.000Z' } },
    ]);
    expect(found('ecs:DescribeTasks')).toMatchObject([{ tasks: [{ clusterArn: expect.any(String) }] }]);
    expect(found('codebuild:BatchGetProjects')).toMatchObject([{ projects: [{ serviceRole: ROLE }] }]);
    expect(found('cloudformation:DescribeStacks')).toMatchObject([{ Stacks: [{ RoleARN: ROLE }] }]);
    expect(found('glue:GetDevEndpoints')).toMatchObject([{ DevEndpoints: [{ RoleArn: ROLE }] }]);
    expect(found('glue:GetJobs')).toMatchObject([{ Jobs: [{ Role: ROLE, Command: { Name: 'glueetl' } }] }]);
    expect(found('sagemaker:DescribeNotebookInstance')).toMatchObject([{ RoleArn: ROLE }]);
    expect(found('ssm:DescribeInstanceInformation')).toMatchObject([
      { InstanceInformationList: [{ PingStatus: 'Online' }] },
    ]);
    writer.close();
  });

  it('are described ten services at a time, as ECS allows', async () => {
    const asked = aws.requests.filter((one) => one.operation === 'ecs:DescribeServices');
    expect(asked.map((one) => (one.parameters.services as string[]).length)).toEqual([10, 1]);
  });

  it('keep the names of environment variables, parameters and arguments, and none of the values', async () => {
    const writer = await collected('planted.trustpath');
    let everything = '';
    for (const call of writer.reader().calls())
      if (call.observation !== null)
        everything += JSON.stringify(writer.reader().document(call.observation)) + JSON.stringify(call);
    for (const name of [
      ...['DB_PASSWORD', 'NPM_TOKEN', 'MODE', 'DbPassword', 'Url', '--key'],
      ...['API_SECRET', 'EXPORT_KEY', 'dsn', 'UserData', 'StartCommand', 'definition'],
    ])
      expect(everything).toContain(`"${name}"`);
    expect(everything).not.toContain(PLANTED);
    writer.close();
  });

  it('that may not be listed are gaps, in the words of each protocol, and what hangs on them as well', async () => {
    aws.weather = ({ operation }) => DENIED[operation];
    const writer = await collected('denied.trustpath');
    aws.weather = () => undefined;
    const coverage = new Map(
      writer
        .reader()
        .coverage()
        .map((one) => [one.operation, one]),
    );
    for (const operation of Object.keys(DENIED)) {
      expect(coverage.get(operation), operation).toMatchObject({ status: 'denied', kinds: WORKLOAD_KINDS });
      expect(coverage.get(operation)?.reason).toContain('You are not authorized');
    }
    for (const operation of ['lambda:GetPolicy', 'ecs:ListTasks', 'ecs:DescribeTasks'])
      expect(coverage.get(operation), operation).toMatchObject({
        status: 'skipped',
        kinds: expect.arrayContaining(['can-take-over']),
      });
    expect(coverage.get('ecs:DescribeTaskDefinition')?.status).toBe('complete');
    writer.close();
  });
});
