import { type FileShape, firstOf, has, named, textOf } from './file-shape.ts';

/** Answers of services whose resources carry policies or hold data: SQS, SNS, ECR, RDS. */

/** The address by which the queue is asked for: as the file is named, else as its ARN implies. */
function queueUrl(arn: string | null, name: string | null): string | null {
  if (name !== null && /^https?:\/\//.test(name)) return name;
  const [, partition, , region, account, queue] = (arn ?? '').split(':');
  if (queue === undefined) return null;
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${domain}/${account}/${queue}`;
}

export const QUEUE_AND_IMAGE_FILES: readonly FileShape[] = [
  { operation: 'sqs:ListQueues', matches: has('QueueUrls') },
  {
    operation: 'sqs:GetQueueAttributes',
    matches: (document) => /^arn:[^:]*:sqs:/.test(textOf(document.Attributes, 'QueueArn') ?? ''),
    parameters: (document, hint) =>
      named('QueueUrl', queueUrl(textOf(document.Attributes, 'QueueArn'), hint.name)),
    lacking: 'the queue it is about',
  },
  {
    operation: 'sns:ListTopics',
    matches: ({ Topics: topics, ...rest }) =>
      Array.isArray(topics) &&
      (topics.length === 0
        ? Object.keys(rest).length === 0
        : textOf(firstOf({ topics }, 'topics'), 'TopicArn') !== null),
  },
  {
    operation: 'sns:GetTopicAttributes',
    matches: (document) => /^arn:[^:]*:sns:/.test(textOf(document.Attributes, 'TopicArn') ?? ''),
    parameters: (document) => named('TopicArn', textOf(document.Attributes, 'TopicArn')),
  },
  {
    operation: 'ecr:DescribeRepositories',
    matches: (document) =>
      Array.isArray(document.repositories) &&
      (document.repositories.length === 0 ||
        /^arn:[^:]*:ecr:/.test(textOf(firstOf(document, 'repositories'), 'repositoryArn') ?? '')),
  },
  {
    operation: 'ecr:GetRepositoryPolicy',
    matches: has('policyText', 'repositoryName'),
    parameters: (document) => named('repositoryName', textOf(document, 'repositoryName')),
    lacking: 'the repository it is about',
  },
  { operation: 'rds:DescribeDBInstances', matches: has('DBInstances') },
  { operation: 'rds:DescribeDBClusters', matches: has('DBClusters') },
];
