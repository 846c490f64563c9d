import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { BatchClient, RegisterJobDefinitionCommand } from '@aws-sdk/client-batch';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, CreateNodegroupCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { collectAws } from './collect.ts';
import { hasMoto, type MotoServer, startMoto } from './testing/moto-server.ts';

const HERE = hasMoto();
const REGION = 'eu-central-1';
const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
/** What moto 5 does not serve of these services; it answers with an error page. */
const UNSERVED = [
  'eks:ListPodIdentityAssociations',
  'eks:DescribePodIdentityAssociation',
  'eks:ListAccessEntries',
  'eks:DescribeAccessEntry',
  'eks:ListAssociatedAccessPolicies',
];
const PLANTED = {
  environment: 'planted-environment-value-1',
  command: 'planted-command-2',
  userData: 'planted-user-data-3',
  definition: 'planted-in-a-state-4',
  password: 'Planted-Passw0rd-5',
  parameter: 'planted-parameter-6',
};

const policy = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Open', Effect: 'Allow', Principal: '*', Action: action, Resource: resource }],
  });

describe.skipIf(!HERE)('collecting queues, images, clusters and jobs from an independent AWS API', () => {
  let folder: string;
  let server: MotoServer;
  let writer: SnapshotWriter;
  const documents = (operation: string): Json[] =>
    [...writer.reader().calls({ operation })].flatMap((call) =>
      call.observation === null ? [] : [writer.reader().document(call.observation)],
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trustpath-moto-services-'));
    server = await startMoto();
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-checked-by-moto' };
    await seed({ region: REGION, endpoint: server.endpoint, credentials });
    writer = createSnapshot(join(folder, 'out.trustpath'), {
      createdBy: 'test',
      createdAt: new Date().toISOString(),
    });
    await collectAws(writer, { endpoint: server.endpoint, regions: [REGION], credentials });
  }, 120_000);
  afterAll(() => {
    writer?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it('brings queues, topics and repositories with their policies, and databases by name', () => {
    const Statement = [expect.objectContaining({ Sid: 'Open', Principal: '*' })];
    expect(documents('sqs:GetQueueAttributes')).toMatchObject([
      { Attributes: { QueueArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`, Policy: { Statement } } },
    ]);
    expect(documents('sns:GetTopicAttributes')).toMatchObject([
      { Attributes: { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:news`, Policy: { Statement } } },
    ]);
    expect(documents('ecr:DescribeRepositories')).toMatchObject([
      { repositories: [{ repositoryName: 'web', imageTagMutability: 'MUTABLE' }] },
    ]);
    expect(documents('ecr:GetRepositoryPolicy')).toMatchObject([
      { repositoryName: 'web', policyText: { Statement } },
    ]);
    expect(documents('rds:DescribeDBInstances')).toMatchObject([
      { DBInstances: [{ DBInstanceIdentifier: 'orders' }] },
    ]);
  });

  it('brings what decides whether lists of buckets count, and what the account closes', () => {
    expect(documents('s3:GetBucketOwnershipControls')).toMatchObject([
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
    ]);
    expect(documents('s3:GetBucketAcl')).toMatchObject([
      { Grants: expect.arrayContaining([expect.objectContaining({ Permission: 'READ' })]) },
    ]);
    expect(documents('s3control:GetPublicAccessBlock')).toMatchObject([
      { PublicAccessBlockConfiguration: { IgnorePublicAcls: true, RestrictPublicBuckets: false } },
    ]);
  });

  it('brings clusters with their nodes, and says that pod identity and access entries were not served', () => {
    expect(documents('eks:DescribeCluster')).toMatchObject([
      { cluster: { name: 'shop', identity: { oidc: { issuer: expect.stringMatching(/^https:/) } } } },
    ]);
    expect(documents('eks:DescribeNodegroup')).toMatchObject([{ nodegroup: { nodeRole: ROLE } }]);
    const gaps = writer
      .reader()
      .coverage()
      .filter(({ status, operation }) => status !== 'complete' && /^eks:/.test(operation));
    expect(gaps.map(({ operation }) => operation)).toEqual(UNSERVED);
    for (const { kinds } of gaps) expect(kinds).not.toEqual([]);
  });

  it('brings state machines, jobs, templates and groups with their roles', () => {
    expect(documents('states:DescribeStateMachine')).toMatchObject([{ name: 'nightly', roleArn: ROLE }]);
    expect(documents('batch:DescribeJobDefinitions')).toMatchObject([
      { jobDefinitions: [{ containerProperties: { jobRoleArn: ROLE, image: 'export:1' } }] },
    ]);
    expect(documents('ec2:DescribeLaunchTemplateVersions')).toMatchObject([
      {
        LaunchTemplateVersions: [
          { VersionNumber: 1, LaunchTemplateData: { IamInstanceProfile: { Name: 'app' } } },
          { VersionNumber: 2, LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } } },
        ],
      },
    ]);
    expect(documents('autoscaling:DescribeAutoScalingGroups')).toMatchObject([
      { AutoScalingGroups: [{ AutoScalingGroupName: 'web', LaunchTemplate: { Version: '$Latest' } }] },
    ]);
  });

  it('keeps none of the values that answers carry', () => {
    let everything = '';
    for (const call of writer.reader().calls())
      if (call.observation !== null) everything += JSON.stringify(writer.reader().document(call.observation));
    for (const name of ['EXPORT_KEY', 'dsn', 'UserData']) expect(everything).toContain(`"${name}"`);
    for (const planted of Object.values(PLANTED)) expect(everything).not.toContain(planted);
    expect(everything).not.toContain(Buffer.from(PLANTED.userData).toString('base64'));
  });
});

type Config = {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

/** One of each, carrying values where people put them. */
async function seed(config: Config): Promise<void> {
  await new IAMClient(config).send(
    new CreateRoleCommand({
      RoleName: 'app',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } },
        ],
      }),
    }),
  );
  await new SQSClient(config).send(
    new CreateQueueCommand({
      QueueName: 'jobs',
      Attributes: { Policy: policy('sqs:SendMessage', `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`) },
    }),
  );
  const sns = new SNSClient(config);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  const AttributeValue = policy('sns:Subscribe', TopicArn ?? '');
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  const ecr = new ECRClient(config);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  await ecr.send(
    new SetRepositoryPolicyCommand({
      repositoryName: 'web',
      policyText: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
      }),
    }),
  );
  await new RDSClient(config).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MasterUsername: 'orders',
      MasterUserPassword: PLANTED.password,
    }),
  );
  await buckets(config);
  const eks = new EKSClient(config);
  await eks.send(new CreateClusterCommand({ name: 'shop', roleArn: ROLE, resourcesVpcConfig: {} }));
  await eks.send(
    new CreateNodegroupCommand({
      clusterName: 'shop',
      nodegroupName: 'general',
      nodeRole: ROLE,
      subnets: ['subnet-1'],
    }),
  );
  await new SFNClient(config).send(
    new CreateStateMachineCommand({
      name: 'nightly',
      roleArn: ROLE,
      definition: JSON.stringify({
        StartAt: 'A',
        States: { A: { Type: 'Pass', Result: PLANTED.definition, End: true } },
      }),
    }),
  );
  await new BatchClient(config).send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: 'export',
      type: 'container',
      parameters: { dsn: PLANTED.parameter },
      containerProperties: {
        image: 'export:1',
        vcpus: 1,
        memory: 128,
        jobRoleArn: ROLE,
        command: ['export', PLANTED.command],
        environment: [{ name: 'EXPORT_KEY', value: PLANTED.environment }],
      },
    }),
  );
  await launches(config);
}

async function buckets(config: Config): Promise<void> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const Bucket = 'example-data';
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
  await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
  await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
  const control = new S3ControlClient({
    ...config,
    endpointProvider: () => ({ url: new URL(config.endpoint) }),
  });
  await control.send(
    new PutPublicAccessBlockCommand({
      AccountId: ACCOUNT,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: false,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    }),
  );
}

async function launches(config: Config): Promise<void> {
  const ec2 = new EC2Client(config);
  const UserData = Buffer.from(PLANTED.userData).toString('base64');
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: {
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.nano',
        IamInstanceProfile: { Name: 'app' },
        UserData,
      },
    }),
  );
  const LaunchTemplateId = LaunchTemplate?.LaunchTemplateId;
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId,
      LaunchTemplateData: {
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.nano',
        MetadataOptions: { HttpTokens: 'required' },
        UserData,
      },
    }),
  );
  await new AutoScalingClient(config).send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      MinSize: 0,
      MaxSize: 1,
      AvailabilityZones: [`${REGION}a`],
      LaunchTemplate: { LaunchTemplateId, Version: '$Latest' },
    }),
  );
}
