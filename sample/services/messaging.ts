import { PRODUCTION } from '../estate/company.ts';
import { DATABASE, QUEUES, REPOSITORIES, TOPICS } from '../estate/messaging.ts';
import { AwsError, type Handler, page, textParameter } from '../protocol/call.ts';

/** Queues, topics, image repositories and databases. */
export const messaging: Readonly<Record<string, Handler>> = {
  'sqs:ListQueues': ({ parameters }) => {
    const { items, next } = page(QUEUES, textParameter(parameters, 'NextToken'), parameters.MaxResults, 1);
    return { QueueUrls: items.map((one) => one.url), NextToken: next };
  },
  'sqs:GetQueueAttributes': ({ parameters }) => {
    const found = QUEUES.find((one) => one.url === parameters.QueueUrl);
    if (found === undefined)
      throw new AwsError('QueueDoesNotExist', 400, 'The specified queue does not exist.');
    return {
      Attributes: {
        QueueArn: found.arn,
        CreatedTimestamp: '1610359200',
        VisibilityTimeout: '30',
        SqsManagedSseEnabled: 'true',
        Policy: found.policy === null ? undefined : JSON.stringify(found.policy),
      },
    };
  },
  'sns:ListTopics': () => ({ Topics: TOPICS.map((one) => ({ TopicArn: one.arn })) }),
  'sns:GetTopicAttributes': ({ parameters }) => {
    const found = TOPICS.find((one) => one.arn === parameters.TopicArn);
    if (found === undefined) throw new AwsError('NotFound', 404, 'Topic does not exist');
    const attributes = { TopicArn: found.arn, Owner: PRODUCTION, Policy: JSON.stringify(found.policy) };
    return { Attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
  },
  'ecr:DescribeRepositories': () => ({
    repositories: REPOSITORIES.map((one) => ({
      repositoryArn: one.arn,
      registryId: PRODUCTION,
      repositoryName: one.name,
      repositoryUri: one.uri,
      createdAt: new Date(one.created),
      imageTagMutability: one.mutable ? 'MUTABLE' : 'IMMUTABLE',
      encryptionConfiguration: { encryptionType: 'AES256' },
    })),
  }),
  'ecr:GetRepositoryPolicy': ({ parameters }) => {
    const found = REPOSITORIES.find((one) => one.name === parameters.repositoryName);
    if (found === undefined || found.policy === null)
      throw new AwsError('RepositoryPolicyNotFoundException', 400, 'Repository policy does not exist.');
    return {
      registryId: PRODUCTION,
      repositoryName: found.name,
      policyText: JSON.stringify(found.policy),
    };
  },
  'rds:DescribeDBInstances': () => ({
    DBInstances: {
      DBInstance: {
        DBInstanceIdentifier: DATABASE.name,
        DBInstanceArn: DATABASE.arn,
        DBInstanceClass: 'db.t4g.medium',
        Engine: 'postgres',
        DBInstanceStatus: 'available',
        MasterUsername: 'reporting',
        InstanceCreateTime: new Date(DATABASE.created),
        PubliclyAccessible: false,
        StorageEncrypted: true,
        IAMDatabaseAuthenticationEnabled: false,
        TagList: { Tag: { Key: 'team', Value: 'orders' } },
      },
    },
  }),
  'rds:DescribeDBClusters': () => ({ DBClusters: '' }),
};
