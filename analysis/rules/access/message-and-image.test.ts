import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { ACCOUNT, allow, deny, linesOf, OTHER, ROOT, role } from '../testing/small-account.ts';

const REGION = 'us-east-1';
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:news`;
const REPOSITORY = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/web`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:resize`;
const DATABASE = `arn:aws:rds:${REGION}:${ACCOUNT}:db:orders`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
const OUTSIDE = `arn:aws:iam::${OTHER}:root`;

const document = (...statements: JsonObject[]): Json => ({ Version: '2012-10-17', Statement: statements });
const admits = (principal: Json, action: Json, resource?: Json, condition?: Json): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  ...(resource === undefined ? {} : { Resource: resource }),
  ...(condition === undefined ? {} : { Condition: condition }),
});
const call = (operation: string, answer: Json, parameters: JsonObject = {}): MemoryCall => ({
  operation,
  region: REGION,
  document: answer,
  parameters,
});
const queue = (policy: Json, more: JsonObject = {}) => [
  call('sqs:GetQueueAttributes', {
    Attributes: { QueueArn: QUEUE, ...(policy === null ? {} : { Policy: policy }), ...more },
  }),
];
const topic = (policy: Json) => [
  call('sns:GetTopicAttributes', { Attributes: { TopicArn: TOPIC, Policy: policy } }),
];
const repository = (policy: Json) => [
  call('ecr:DescribeRepositories', { repositories: [{ repositoryArn: REPOSITORY, repositoryName: 'web' }] }),
  call('ecr:GetRepositoryPolicy', { policyText: policy, repositoryName: 'web' }, { repositoryName: 'web' }),
];
const lambda = (policy: Json) => [
  call('lambda:ListFunctions', {
    Functions: [{ FunctionArn: FUNCTION, FunctionName: 'resize', Role: role('app') }],
  }),
  call('lambda:GetPolicy', { Policy: policy }, { FunctionName: 'resize' }),
];

describe('queues', () => {
  const rules = ['aws-sqs-read', 'aws-sqs-write', 'aws-sqs-administer'];

  test('are read, written and administered by who is allowed to', () => {
    const users = {
      reader: { can: [allow('sqs:ReceiveMessage', QUEUE)] },
      sender: { can: [allow('sqs:SendMessage', QUEUE)] },
      owner: { can: [allow('sqs:SetQueueAttributes', QUEUE)] },
      stranger: { can: [allow('sqs:*', `${QUEUE}-other`)] },
    };
    expect(linesOf({ users, calls: queue(null) }, ...rules)).toEqual([
      `owner -aws-sqs-administer-> ${QUEUE} allow`,
      `reader -aws-sqs-read-> ${QUEUE} allow`,
      `sender -aws-sqs-write-> ${QUEUE} allow`,
    ]);
  });

  test('open to everyone are anyone’s, and so are those of another account its own', () => {
    const open = queue(document(admits('*', 'sqs:SendMessage', QUEUE)));
    expect(linesOf({ calls: open }, ...rules)).toEqual([`internet -aws-sqs-write-> ${QUEUE} allow`]);
    const shared = queue(document(admits({ AWS: OTHER }, 'sqs:ReceiveMessage', QUEUE)));
    expect(linesOf({ calls: shared }, ...rules)).toEqual([`${OUTSIDE} -aws-sqs-read-> ${QUEUE} allow`]);
  });

  test('that a service alone may send to are nobody else’s', () => {
    const source = { ArnEquals: { 'aws:SourceArn': TOPIC } };
    const everyone = queue(document(admits('*', 'sqs:SendMessage', QUEUE, source)));
    expect(linesOf({ calls: everyone }, ...rules)).toEqual([]);
    const service = queue(
      document(admits({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', QUEUE, source)),
    );
    expect(linesOf({ calls: service }, ...rules)).toEqual([]);
  });

  test('under a customer key need the key as well, for reading and for sending', () => {
    const key = (...statements: JsonObject[]) => [
      call('kms:ListKeys', { Keys: [{ KeyArn: KEY, KeyId: KEY.slice(-36) }] }),
      call('kms:GetKeyPolicy', { Policy: document(...statements) }, { KeyId: KEY }),
    ];
    const encrypted = [...queue(null, { KmsMasterKeyId: KEY }), ...key(admits({ AWS: ROOT }, 'kms:*', '*'))];
    const users = {
      without: { can: [allow(['sqs:ReceiveMessage', 'sqs:SendMessage'], QUEUE)] },
      withKey: {
        can: [
          allow(['sqs:ReceiveMessage', 'sqs:SendMessage'], QUEUE),
          allow(['kms:Decrypt', 'kms:GenerateDataKey'], KEY),
        ],
      },
      purging: { can: [allow('sqs:PurgeQueue', QUEUE)] },
    };
    expect(linesOf({ users, calls: encrypted }, ...rules)).toEqual([
      `purging -aws-sqs-write-> ${QUEUE} allow`,
      `withKey -aws-sqs-read-> ${QUEUE} allow`,
      `withKey -aws-sqs-write-> ${QUEUE} allow`,
    ]);
  });

  test('whose policy was not collected may be denied by it', () => {
    const users = { reader: { can: [allow('sqs:ReceiveMessage', QUEUE)] } };
    const listed = [
      call('sqs:ListQueues', { QueueUrls: [`https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs`] }),
    ];
    expect(linesOf({ users, calls: listed }, ...rules)).toEqual([`reader -aws-sqs-read-> ${QUEUE} unknown`]);
  });
});

describe('topics', () => {
  test('with the policy that SNS makes of itself are their own account’s, and only by its own policies', () => {
    const own = topic(
      document(
        admits({ AWS: '*' }, ['SNS:Subscribe', 'SNS:Publish', 'SNS:SetTopicAttributes'], TOPIC, {
          StringEquals: { 'AWS:SourceOwner': ACCOUNT },
        }),
      ),
    );
    const users = { reader: { can: [allow('sns:Subscribe', '*')] }, other: { can: [allow('s3:*')] } };
    expect(linesOf({ users, calls: own }, 'aws-sns-read', 'aws-sns-write', 'aws-sns-administer')).toEqual([
      `reader -aws-sns-read-> ${TOPIC} allow`,
    ]);
  });

  test('open to everyone can be subscribed to and published to by anyone', () => {
    const open = topic(document(admits('*', ['sns:Subscribe', 'sns:Publish'], TOPIC)));
    expect(linesOf({ calls: open }, 'aws-sns-read', 'aws-sns-write')).toEqual([
      `internet -aws-sns-read-> ${TOPIC} allow`,
      `internet -aws-sns-write-> ${TOPIC} allow`,
    ]);
  });
});

describe('image repositories', () => {
  const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  const PUSH = [
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
    'ecr:BatchCheckLayerAvailability',
    'ecr:PutImage',
  ];
  const rules = ['aws-ecr-pull', 'aws-ecr-push', 'aws-ecr-administer'];

  test('are pulled from and pushed to only with all that this takes', () => {
    const token = allow('ecr:GetAuthorizationToken');
    const users = {
      puller: { can: [token, allow(PULL, REPOSITORY)] },
      pusher: { can: [token, allow(PUSH, REPOSITORY)] },
      half: { can: [token, allow(PUSH.slice(1), REPOSITORY), allow(PULL.slice(1), REPOSITORY)] },
      tokenless: { can: [allow([...PULL, ...PUSH], REPOSITORY)] },
      owner: { can: [allow('ecr:SetRepositoryPolicy', REPOSITORY)] },
    };
    expect(linesOf({ users, calls: repository(null) }, ...rules)).toEqual([
      `owner -aws-ecr-administer-> ${REPOSITORY} allow`,
      `puller -aws-ecr-pull-> ${REPOSITORY} allow`,
      `pusher -aws-ecr-push-> ${REPOSITORY} allow`,
    ]);
  });

  test('have policies without a resource, which mean the repository', () => {
    const open = repository(document(admits('*', PULL)));
    expect(linesOf({ calls: open }, ...rules)).toEqual([`internet -aws-ecr-pull-> ${REPOSITORY} allow`]);
    const shared = repository(document(admits({ AWS: OUTSIDE }, PULL)));
    expect(linesOf({ calls: shared }, ...rules)).toEqual([`${OUTSIDE} -aws-ecr-pull-> ${REPOSITORY} allow`]);
    const denied = repository(
      document(admits('*', PULL), { ...admits('*', 'ecr:BatchGetImage'), Effect: 'Deny' }),
    );
    expect(linesOf({ calls: denied }, ...rules)).toEqual([]);
  });
});

describe('databases', () => {
  test('are administered by who may set the master password or delete them', () => {
    const users = {
      owner: { can: [allow('rds:ModifyDBInstance', DATABASE)] },
      other: { can: [allow('rds:DescribeDBInstances')] },
    };
    const calls = [
      call('rds:DescribeDBInstances', {
        DBInstances: [{ DBInstanceArn: DATABASE, DBInstanceIdentifier: 'orders' }],
      }),
    ];
    expect(linesOf({ users, calls }, 'aws-rds-administer')).toEqual([
      `owner -aws-rds-administer-> ${DATABASE} allow`,
    ]);
  });
});

describe('functions', () => {
  const rules = ['aws-lambda-invoke', 'aws-lambda-policy-update', 'aws-lambda-policy-administer'];

  test('are called, and changed, from outside where their policies say so', () => {
    const calls = lambda(
      document(
        admits('*', 'lambda:InvokeFunction', FUNCTION),
        admits({ AWS: OUTSIDE }, 'lambda:UpdateFunctionCode', FUNCTION),
      ),
    );
    expect(linesOf({ calls }, ...rules)).toEqual([
      `${OUTSIDE} -aws-lambda-invoke-> ${FUNCTION} allow`,
      `${OUTSIDE} -aws-lambda-policy-update-> ${FUNCTION} allow`,
      `internet -aws-lambda-invoke-> ${FUNCTION} allow`,
    ]);
  });

  test('that a service calls are not open for that', () => {
    const calls = lambda(
      document(
        admits({ Service: 'apigateway.amazonaws.com' }, 'lambda:InvokeFunction', FUNCTION, {
          ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*' },
        }),
      ),
    );
    expect(linesOf({ calls }, ...rules)).toEqual([]);
  });

  test('are not told to be callable for what their callers’ own policies say', () => {
    const users = { caller: { can: [allow('lambda:InvokeFunction')] } };
    expect(linesOf({ users, calls: lambda(null) }, ...rules)).toEqual([]);
    const named = lambda(document(admits({ AWS: role('job') }, 'lambda:InvokeFunction', FUNCTION)));
    expect(linesOf({ roles: { job: { can: [deny('s3:*')] } }, calls: named }, ...rules)).toEqual([
      `job -aws-lambda-invoke-> ${FUNCTION} allow`,
    ]);
  });
});
