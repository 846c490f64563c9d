import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import {
  type CallScene,
  type Drafts,
  policyFrom,
  type ResourceHandler,
  setPolicy,
} from './resource-drafts.ts';

/** Reads queues, topics, image repositories, databases, and functions as far as others may call or change them. */
export const QUEUE_AND_IMAGE_HANDLERS: Readonly<Record<string, ResourceHandler>> = {
  'sqs:ListQueues': (document, scene, drafts) => {
    for (const at of items(field(document, 'QueueUrls'))) {
      const found = typeof at.value === 'string' ? queueOf(at.value, scene) : null;
      if (found) drafts.add('sqs-queue', found.arn, found.name, scene, refOf(at));
    }
  },
  'sqs:GetQueueAttributes': (document, scene, drafts) => {
    const at = field(document, 'Attributes');
    const arn = text(at, 'QueueArn');
    if (arn === null) return;
    const queue = drafts.add('sqs-queue', arn, arn.slice(arn.lastIndexOf(':') + 1), scene, refOf(at));
    queue.policy = policyFrom(at, 'Policy');
    queue.encryptionKey = text(at, 'KmsMasterKeyId');
  },
  'sns:ListTopics': (document, scene, drafts) => {
    for (const at of items(field(document, 'Topics'))) {
      const arn = text(at, 'TopicArn');
      if (arn !== null) drafts.add('sns-topic', arn, arn.slice(arn.lastIndexOf(':') + 1), scene, refOf(at));
    }
  },
  'sns:GetTopicAttributes': (document, scene, drafts) => {
    const at = field(document, 'Attributes');
    const arn = text(at, 'TopicArn');
    if (arn === null) return;
    const topic = drafts.add('sns-topic', arn, arn.slice(arn.lastIndexOf(':') + 1), scene, refOf(at));
    topic.policy = policyFrom(at, 'Policy');
    topic.encryptionKey = text(at, 'KmsMasterKeyId');
  },
  'ecr:DescribeRepositories': (document, scene, drafts) => {
    for (const at of items(field(document, 'repositories'))) {
      const arn = text(at, 'repositoryArn');
      if (arn === null) continue;
      const found = drafts.add('ecr-repository', arn, text(at, 'repositoryName') ?? arn, scene, refOf(at));
      found.attributes = { uri: text(at, 'repositoryUri'), tagMutability: text(at, 'imageTagMutability') };
    }
  },
  'ecr:GetRepositoryPolicy': setPolicy('ecr-repository', 'repositoryName', 'policyText'),
  'rds:DescribeDBInstances': (document, scene, drafts) => {
    for (const at of items(field(document, 'DBInstances')))
      database(at, text(at, 'DBInstanceArn'), text(at, 'DBInstanceIdentifier'), scene, drafts);
  },
  'rds:DescribeDBClusters': (document, scene, drafts) => {
    for (const at of items(field(document, 'DBClusters')))
      database(at, text(at, 'DBClusterArn'), text(at, 'DBClusterIdentifier'), scene, drafts);
  },
  'lambda:ListFunctions': (document, scene, drafts) => {
    for (const at of items(field(document, 'Functions'))) {
      const arn = text(at, 'FunctionArn');
      if (arn !== null) drafts.add('lambda-function', arn, text(at, 'FunctionName') ?? arn, scene, refOf(at));
    }
  },
  'lambda:GetPolicy': setPolicy('lambda-function', 'FunctionName', 'Policy'),
};

/** A queue by its address: `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, or an older form of it. */
function queueOf(url: string, { region, partition }: CallScene): { arn: string; name: string } | null {
  const found = /^https?:\/\/[^/]+\/(\d{12})\/([^/]+)$/.exec(url);
  const where = region ?? /^https?:\/\/(?:sqs\.)?([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url)?.[1];
  if (!found || where === undefined) return null;
  const name = found[2] as string;
  return { name, arn: `arn:${partition}:sqs:${where}:${found[1]}:${name}` };
}

/** Databases have no policies of their own. What is said of them is their name and who reaches them. */
function database(
  at: Cursor,
  arn: string | null,
  name: string | null,
  scene: CallScene,
  drafts: Drafts,
): void {
  if (arn === null) return;
  const found = drafts.add('rds-database', arn, name ?? arn, scene, refOf(at));
  found.policy = { state: 'none', ref: refOf(at) };
  found.tags = tags(field(at, 'TagList'));
  found.attributes = {
    engine: text(at, 'Engine'),
    public: flag(at, 'PubliclyAccessible'),
    iamAuthentication: flag(at, 'IAMDatabaseAuthenticationEnabled'),
    masterSecret: text(field(at, 'MasterUserSecret'), 'SecretArn'),
  };
}
