import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  AssociateIamInstanceProfileCommand,
  DescribeImagesCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { collectAws } from './collect.ts';
import { hasMoto, type MotoServer, startMoto } from './testing/moto-server.ts';

const HERE = hasMoto();

const REGION = 'eu-central-1';
/** What moto 5 does not serve; it answers with an error page. */
const UNSERVED = [
  'iam:ListServiceSpecificCredentials',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:GetServiceLastAccessedDetails',
  'ssm:DescribeInstanceInformation',
  'apprunner:ListServices',
  'apprunner:DescribeService',
];
const PLANTED = {
  secret: 'planted-secret-value-1',
  parameter: 'planted-parameter-value-2',
  password: 'Planted-Passw0rd-3!',
  environment: 'planted-environment-value-4',
  userData: 'planted-user-data-5',
};
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
  ],
});

describe.skipIf(!HERE)('collecting from an independent AWS API over HTTP', () => {
  let folder: string;
  let server: MotoServer;
  let endpoint: string;
  let secretKey = '';
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-checked-by-moto' };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trustpath-moto-'));
    server = await startMoto();
    endpoint = server.endpoint;
    const config = { region: REGION, endpoint, credentials };
    const iam = new IAMClient(config);
    await iam.send(new CreateUserCommand({ UserName: 'build', Tags: [{ Key: 'owner', Value: 'platform' }] }));
    await iam.send(new CreateUserCommand({ UserName: 'ana' }));
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'build',
        PolicyName: 'own',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }],
        }),
      }),
    );
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'build' }));
    secretKey = AccessKey?.SecretAccessKey ?? '';
    await iam.send(new CreateLoginProfileCommand({ UserName: 'ana', Password: PLANTED.password }));
    await iam.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: TRUST }));
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: 'https://token.actions.githubusercontent.com',
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
      }),
    );
    await iam.send(
      new CreateSAMLProviderCommand({
        Name: 'corp',
        SAMLMetadataDocument: `<EntityDescriptor entityID="https://idp.example.com">${'x'.repeat(1000)}</EntityDescriptor>`,
      }),
    );
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const place = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
    await s3.send(new CreateBucketCommand({ Bucket: 'example-data', ...place }));
    await s3.send(new CreateBucketCommand({ Bucket: 'example.logs', ...place }));
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'example-data',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::example-data/*',
            },
          ],
        }),
      }),
    );
    await s3.send(
      new PutBucketTaggingCommand({
        Bucket: 'example-data',
        Tagging: { TagSet: [{ Key: 'team', Value: 'orders' }] },
      }),
    );
    const kms = new KMSClient(config);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'orders' }));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyMetadata?.KeyId }));
    const secrets = new SecretsManagerClient(config);
    await secrets.send(new CreateSecretCommand({ Name: 'db', SecretString: PLANTED.secret }));
    await secrets.send(
      new PutResourcePolicyCommand({
        SecretId: 'db',
        ResourcePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: 'secretsmanager:GetSecretValue',
              Resource: '*',
            },
          ],
        }),
      }),
    );
    await new SSMClient(config).send(
      new PutParameterCommand({ Name: '/orders/db', Value: PLANTED.parameter, Type: 'SecureString' }),
    );
    await new DynamoDBClient(config).send(
      new CreateTableCommand({
        TableName: 'orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await workloads(config);
  }, 90_000);
  afterAll(() => {
    server?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it('brings everything it serves, and says of the rest that it failed', async () => {
    const writer = createSnapshot(join(folder, 'out.trustpath'), {
      createdBy: 'test',
      createdAt: new Date().toISOString(),
    });
    const { source } = await collectAws(writer, { endpoint, regions: [REGION], credentials });
    expect(source).toBe('aws:123456789012');
    const gaps = writer
      .reader()
      .coverage()
      .filter((record) => record.status !== 'complete');
    expect(gaps.filter((record) => !UNSERVED.includes(record.operation))).toEqual([]);
    const found = (operation: string, parameters: object = {}): Json => {
      const key = { source, operation, parameters: parameters as never, page: 0 };
      const call =
        writer.recordedCall({ ...key, region: null }) ?? writer.recordedCall({ ...key, region: REGION });
      return call?.document ?? null;
    };
    expect(found('iam:GetAccountAuthorizationDetails')).toMatchObject({
      UserDetailList: expect.arrayContaining([
        expect.objectContaining({
          UserName: 'build',
          UserPolicyList: [
            { PolicyName: 'own', PolicyDocument: expect.objectContaining({ Version: '2012-10-17' }) },
          ],
        }),
      ]),
      RoleDetailList: [
        expect.objectContaining({ RoleName: 'deploy', AssumeRolePolicyDocument: JSON.parse(TRUST) }),
      ],
    });
    expect(found('iam:ListAccessKeys', { UserName: 'build' })).toMatchObject({
      AccessKeyMetadata: [{ Status: 'Active' }],
    });
    expect(found('iam:GetLoginProfile', { UserName: 'build' })).toEqual({ LoginProfile: null });
    expect(found('iam:GetLoginProfile', { UserName: 'ana' })).toMatchObject({
      LoginProfile: { UserName: 'ana' },
    });
    expect(found('iam:GetCredentialReport')).toMatchObject({ Content: expect.stringContaining('build') });
    expect(found('s3:GetBucketPolicy', { Bucket: 'example-data' })).toMatchObject({
      Policy: { Statement: [{ Principal: '*' }] },
    });
    expect(found('s3:GetBucketPolicy', { Bucket: 'example.logs' })).toEqual({ Policy: null });
    expect(found('s3:GetBucketTagging', { Bucket: 'example-data' })).toMatchObject({
      TagSet: [{ Key: 'team', Value: 'orders' }],
    });
    expect(found('s3:GetBucketLocation', { Bucket: 'example-data' })).toEqual({ LocationConstraint: REGION });
    expect(found('secretsmanager:ListSecrets')).toMatchObject({ SecretList: [{ Name: 'db' }] });
    expect(found('dynamodb:DescribeTable', { TableName: 'orders' })).toMatchObject({
      Table: { TableName: 'orders' },
    });
    expect(found('ssm:DescribeParameters')).toMatchObject({
      Parameters: [{ Name: '/orders/db', Type: 'SecureString' }],
    });
    const role = 'arn:aws:iam::123456789012:role/deploy';
    expect(found('lambda:ListFunctions')).toMatchObject({
      Functions: [
        {
          FunctionName: 'resize',
          Role: role,
          Environment: { Variables: { DB_PASSWORD: '[redacted:environment-value]' } },
        },
      ],
    });
    expect(found('lambda:GetPolicy', { FunctionName: 'resize' })).toEqual({ Policy: null });
    const profile = { Arn: 'arn:aws:iam::123456789012:instance-profile/deploy' };
    expect(found('ec2:DescribeInstances')).toMatchObject({
      Reservations: [{ Instances: [{ State: { Name: 'running' }, IamInstanceProfile: profile }] }],
    });
    expect(found('ec2:DescribeIamInstanceProfileAssociations')).toMatchObject({
      IamInstanceProfileAssociations: [{ State: 'associated', IamInstanceProfile: profile }],
    });
    const definition = `arn:aws:ecs:${REGION}:123456789012:task-definition/web:1`;
    expect(found('ecs:DescribeTaskDefinition', { taskDefinition: definition })).toMatchObject({
      taskDefinition: {
        taskRoleArn: role,
        containerDefinitions: [{ environment: [{ name: 'DB_PASSWORD' }] }],
      },
    });
    const cluster = `arn:aws:ecs:${REGION}:123456789012:cluster/shop`;
    const services = [`arn:aws:ecs:${REGION}:123456789012:service/shop/web`];
    expect(found('ecs:DescribeServices', { cluster, services })).toMatchObject({
      services: [{ taskDefinition: definition }],
    });
    expect(found('codebuild:BatchGetProjects', { names: ['shop'] })).toMatchObject({
      projects: [{ serviceRole: role, environment: { environmentVariables: [{ name: 'DB_PASSWORD' }] } }],
    });
    const keys = found('kms:ListKeys');
    const [key] = isJsonObject(keys) && Array.isArray(keys.Keys) ? keys.Keys : [];
    const KeyId = isJsonObject(key) ? (key.KeyId ?? null) : null;
    expect(found('kms:GetKeyPolicy', { KeyId, PolicyName: 'default' })).toMatchObject({
      Policy: { Statement: expect.any(Array) },
    });

    let everything = '';
    for (const call of writer.reader().calls())
      if (call.observation !== null) everything += JSON.stringify(writer.reader().document(call.observation));
    for (const planted of [...Object.values(PLANTED), secretKey]) expect(everything).not.toContain(planted);
    writer.close();
  }, 60_000);

  it('works through a role', async () => {
    const writer = createSnapshot(join(folder, 'role.trustpath'), {
      createdBy: 'test',
      createdAt: new Date().toISOString(),
    });
    await collectAws(writer, {
      endpoint,
      regions: [REGION],
      credentials,
      roleArn: 'arn:aws:iam::123456789012:role/deploy',
    });
    expect(writer.reader().sources()[0]?.principal).toBe(
      'arn:aws:sts::123456789012:assumed-role/deploy/trustpath',
    );
    writer.close();
  }, 60_000);
});

/** One of each kind, all running as the role `deploy`. */
async function workloads(config: ConstructorParameters<typeof IAMClient>[0]): Promise<void> {
  const role = 'arn:aws:iam::123456789012:role/deploy';
  const environment = [{ name: 'DB_PASSWORD', value: PLANTED.environment }];
  await new LambdaClient(config ?? {}).send(
    new CreateFunctionCommand({
      FunctionName: 'resize',
      Role: role,
      Runtime: 'python3.13',
      Handler: 'index.handler',
      // An empty archive.
      Code: { ZipFile: Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]) },
      Environment: { Variables: { DB_PASSWORD: PLANTED.environment } },
    }),
  );
  const iam = new IAMClient(config ?? {});
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'deploy' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'deploy', RoleName: 'deploy' }));
  const ec2 = new EC2Client(config ?? {});
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: Images?.[0]?.ImageId,
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.nano',
      UserData: Buffer.from(PLANTED.userData).toString('base64'),
    }),
  );
  await ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId: Instances?.[0]?.InstanceId,
      IamInstanceProfile: { Name: 'deploy' },
    }),
  );
  const ecs = new ECSClient(config ?? {});
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      taskRoleArn: role,
      containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128, environment }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({ cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 0 }),
  );
  await new CodeBuildClient(config ?? {}).send(
    new CreateProjectCommand({
      name: 'shop',
      serviceRole: role,
      source: { type: 'S3', location: 'example-data/shop.zip' },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: environment,
      },
    }),
  );
}
