import type { Json } from '../../../schema/json.ts';
import type { ResourceFact, ResourceKind } from '../../aws/read/facts.ts';
import { type AskedAbout, below, type Edit, ofCalls, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

/** Where answers have the policy of each kind of resource, and which operation tells it; null: the kind has none. */
const POLICIES: Readonly<
  Record<ResourceKind, { readonly operation: string; readonly member: string } | null>
> = {
  's3-bucket': { operation: 's3:GetBucketPolicy', member: 'Policy' },
  secret: { operation: 'secretsmanager:GetResourcePolicy', member: 'ResourcePolicy' },
  'kms-key': { operation: 'kms:GetKeyPolicy', member: 'Policy' },
  'dynamodb-table': { operation: 'dynamodb:GetResourcePolicy', member: 'Policy' },
  'sqs-queue': { operation: 'sqs:GetQueueAttributes', member: 'Policy' },
  'sns-topic': { operation: 'sns:GetTopicAttributes', member: 'Policy' },
  'ecr-repository': { operation: 'ecr:GetRepositoryPolicy', member: 'policyText' },
  'lambda-function': { operation: 'lambda:GetPolicy', member: 'Policy' },
  'ssm-parameter': null,
  'rds-database': null,
};

export const putResourcePolicy: EditsOf<'put-resource-policy'> = ({ resource, document }, configuration) =>
  set(resource, document, configuration);

export const deleteResourcePolicy: EditsOf<'delete-resource-policy'> = ({ resource }, configuration) => {
  const fact = resourceOf(resource, configuration);
  if (fact.kind === 'kms-key')
    throw notChangeable(resource, 'a key always has a policy; put another instead');
  if (fact.policy.state === 'none') return [];
  return set(resource, null, configuration);
};

function set(id: string, document: Json, configuration: Configuration): readonly Edit[] {
  const fact = resourceOf(id, configuration);
  const place = POLICIES[fact.kind];
  if (!place) throw notChangeable(id, 'a resource of its kind has no policy of its own');
  const { policy } = fact;
  // Of an account that was not asked it is not known what the policy takes the place of.
  if (policy.state === 'unknown') throw notChangeable(id, `${place.operation} was not collected`);
  const at = policy.ref.pointer.endsWith(`/${place.member}`) ? policy.ref : below(policy.ref, place.member);
  return [ofCalls(replace(at, document), askedAbout(fact))];
}

/** Every spelling that the policy of the resource can have been asked for by. */
export function askedAbout({ arn, name }: ResourceFact): AskedAbout {
  const names = [arn, name];
  return {
    Bucket: names,
    SecretId: names,
    KeyId: names,
    ResourceArn: names,
    repositoryName: names,
    FunctionName: names,
    TopicArn: names,
  };
}

export function resourceOf(id: string, { estates }: Pick<Configuration, 'estates'>): ResourceFact {
  const fact = estates.aws.facts.resources.find((each) => each.arn === id);
  if (!fact) throw notFound('resource', id);
  return fact;
}
