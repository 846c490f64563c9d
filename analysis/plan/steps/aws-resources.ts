import { isJsonObject, type Json } from '../../../schema/json.ts';
import { parseArn } from '../../aws/read/arn.ts';
import type { ResourceFact, ResourceKind } from '../../aws/read/facts.ts';
import { commandLine } from '../../containment/shell.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { resourceOf } from '../../scenario/changes/aws-resources.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';

interface Commands {
  /** Puts the policy of a file. */
  readonly put: (resource: ResourceFact, file: string) => string;
  readonly remove: (resource: ResourceFact) => string;
}

/** `AWS::…` of Access Analyzer, which looks for access that a policy newly gives to the public. */
const ANALYZED: { readonly [K in ResourceKind]?: string } = {
  's3-bucket': 'AWS::S3::Bucket',
  secret: 'AWS::SecretsManager::Secret',
  'kms-key': 'AWS::KMS::Key',
  'dynamodb-table': 'AWS::DynamoDB::Table',
  'sqs-queue': 'AWS::SQS::Queue',
  'sns-topic': 'AWS::SNS::Topic',
  'lambda-function': 'AWS::Lambda::Function',
};

const region = ({ region: own }: ResourceFact): [string, string][] => (own ? [['region', own]] : []);
const queue = (resource: ResourceFact) => {
  const { account = '', resource: name = '' } = parseArn(resource.arn) ?? {};
  return `https://sqs.${resource.region ?? 'REGION'}.amazonaws.com/${account}/${name}`;
};

/** AWS CLI Command Reference, by service. */
const COMMANDS: { readonly [K in ResourceKind]?: Commands } = {
  's3-bucket': {
    put: ({ name }, file) =>
      commandLine('aws s3api put-bucket-policy', [
        ['bucket', name],
        ['policy', `file://${file}`],
      ]),
    remove: ({ name }) => commandLine('aws s3api delete-bucket-policy', [['bucket', name]]),
  },
  secret: {
    put: (own, file) =>
      `${commandLine('aws secretsmanager put-resource-policy', [
        ['secret-id', own.arn],
        ['resource-policy', `file://${file}`],
        ...region(own),
      ])} --block-public-policy`,
    remove: (own) =>
      commandLine('aws secretsmanager delete-resource-policy', [['secret-id', own.arn], ...region(own)]),
  },
  'kms-key': {
    put: (own, file) =>
      commandLine('aws kms put-key-policy', [
        ['key-id', own.arn],
        ['policy-name', 'default'],
        ['policy', `file://${file}`],
        ...region(own),
      ]),
    remove: () => 'A key always has a policy.',
  },
  'dynamodb-table': {
    put: (own, file) =>
      commandLine('aws dynamodb put-resource-policy', [
        ['resource-arn', own.arn],
        ['policy', `file://${file}`],
        ...region(own),
      ]),
    remove: (own) =>
      commandLine('aws dynamodb delete-resource-policy', [['resource-arn', own.arn], ...region(own)]),
  },
  'sqs-queue': {
    put: (own, file) =>
      `${commandLine('aws sqs set-queue-attributes', [['queue-url', queue(own)], ...region(own)])} --attributes "$(jq --compact-output '{Policy: tojson}' ${file})"`,
    remove: (own) =>
      `${commandLine('aws sqs set-queue-attributes', [['queue-url', queue(own)], ...region(own)])} --attributes Policy=`,
  },
  'sns-topic': {
    put: (own, file) =>
      commandLine('aws sns set-topic-attributes', [
        ['topic-arn', own.arn],
        ['attribute-name', 'Policy'],
        ['attribute-value', `file://${file}`],
        ...region(own),
      ]),
    remove: (own) =>
      `${commandLine('aws sns set-topic-attributes', [['topic-arn', own.arn], ['attribute-name', 'Policy'], ...region(own)])} --attribute-value '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${parseArn(own.arn)?.account ?? ''}"},"Action":"sns:Publish","Resource":"${own.arn}"}]}'`,
  },
  'ecr-repository': {
    put: (own, file) =>
      commandLine('aws ecr set-repository-policy', [
        ['repository-name', own.name],
        ['policy-text', `file://${file}`],
        ...region(own),
      ]),
    remove: (own) =>
      commandLine('aws ecr delete-repository-policy', [['repository-name', own.name], ...region(own)]),
  },
};

export const resourcePolicyStep: StepOf<'put-resource-policy' | 'delete-resource-policy'> = (
  change,
  context,
) => resourcePolicy(resourceOf(change.resource, context.configuration), changeWords(change), context);

/** The policy of a resource as the edits leave it; one without a statement is deleted. */
export function resourcePolicy(fact: ResourceFact, title: string, { around, edits }: PlanContext): StepParts {
  const [edit] = edits;
  const place = fact.policy.state === 'document' ? fact.policy.ref : edit;
  const { before, after } = place ? around(place) : { before: null, after: null };
  const file = `policy-of-${fact.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.json`;
  const document = {
    name: file,
    before: fact.policy.state === 'document' ? before : null,
    after: filled(after),
  };
  if (fact.kind === 'lambda-function') return functionPolicy(fact, title, document);
  const commands = COMMANDS[fact.kind];
  if (!commands) return { stage: 'repair', title, document, commands: [], test: [], rollback: [] };
  const type = ANALYZED[fact.kind];
  return {
    stage: 'repair',
    title,
    document,
    commands: [document.after === null ? commands.remove(fact) : commands.put(fact, file)],
    test: [
      ...(document.after === null
        ? []
        : [
            commandLine('aws accessanalyzer validate-policy', [
              ['policy-type', 'RESOURCE_POLICY'],
              ['policy-document', `file://${file}`],
            ]),
          ]),
      ...(document.after === null || type === undefined
        ? []
        : [
            commandLine('aws accessanalyzer check-no-public-access', [
              ['policy-document', `file://${file}`],
              ['resource-type', type],
            ]),
          ]),
      'CloudTrail: who used it in the last 90 days, so that nobody who needs it is left out',
    ],
    rollback: [document.before === null ? commands.remove(fact) : commands.put(fact, `before-${file}`)],
  };
}

function filled(policy: Json | null): Json | null {
  if (!isJsonObject(policy)) return null;
  const { Statement: statement } = policy;
  return Array.isArray(statement) && statement.length === 0 ? null : policy;
}

/** A function's policy is given and taken statement by statement, by their Sids. */
function functionPolicy(
  fact: ResourceFact,
  title: string,
  document: { readonly name: string; readonly before: Json | null; readonly after: Json | null },
): StepParts {
  const sids = (policy: Json | null) =>
    isJsonObject(policy) && Array.isArray(policy.Statement)
      ? policy.Statement.flatMap((each: Json) =>
          isJsonObject(each) && typeof each.Sid === 'string' ? [each.Sid] : [],
        )
      : [];
  const [old, now] = [sids(document.before), sids(document.after)];
  const command = (verb: string, sid: string) =>
    commandLine(`aws lambda ${verb}-permission`, [
      ['function-name', fact.arn],
      ['statement-id', sid],
      ...region(fact),
    ]);
  const add = (sid: string) => `${command('add', sid)} --action … --principal … # as the document has it`;
  return {
    stage: 'repair',
    title,
    document,
    commands: [
      ...old.filter((sid) => !now.includes(sid)).map((sid) => command('remove', sid)),
      ...now.filter((sid) => !old.includes(sid)).map(add),
    ],
    test: [commandLine('aws lambda get-policy', [['function-name', fact.arn], ...region(fact)])],
    rollback: [
      ...now.filter((sid) => !old.includes(sid)).map((sid) => command('remove', sid)),
      ...old.filter((sid) => !now.includes(sid)).map(add),
    ],
  };
}
