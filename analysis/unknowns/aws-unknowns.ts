import { GUARDED_KINDS } from '../../schema/kinds/guarded-kinds.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Coverage, Unknown } from '../../schema/records.ts';
import type { Estate } from '../aws/estate/estate.ts';
import { isAccountId, parseArn } from '../aws/read/arn.ts';
import type { AwsFacts } from '../aws/read/facts.ts';
import type { Ends } from '../providers/provider.ts';
import { accessPolicyGap } from './access-policy-gap.ts';
import { permissionSetGap } from './permission-set-gap.ts';
import { relevant } from './relevance.ts';
import { rolesAnywhereGap } from './roles-anywhere-gap.ts';
import { workloadGap } from './workload-gap.ts';

/** Operations without which some relations cannot be known, and which ones. */
const NEEDED: readonly {
  readonly operations: readonly string[];
  readonly kinds: readonly RelationKind[];
  readonly why: string;
}[] = [
  {
    operations: ['iam:GetAccountAuthorizationDetails'],
    kinds: ['can-assume', 'administers-account', 'can-escalate-to', 'can-become', 'member-of', 'controls'],
    why: 'users, roles, groups and their policies are not known',
  },
  {
    operations: ['iam:ListAccessKeys'],
    kinds: ['authenticates-as', 'can-become'],
    why: 'access keys are not known, nor whether users have room for another',
  },
  {
    operations: ['iam:GetLoginProfile', 'iam:GetCredentialReport'],
    kinds: ['authenticates-as', 'can-become'],
    why: 'it is not known who has a console password',
  },
  {
    operations: ['s3:ListBuckets'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'S3 buckets are not known',
  },
  {
    operations: ['s3control:GetPublicAccessBlock'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'the account’s own public access block is not known; it can only take away what buckets open to anyone',
  },
  {
    operations: ['secretsmanager:ListSecrets'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'secrets are not known',
  },
  { operations: ['kms:ListKeys'], kinds: ['can-decrypt', 'can-administer'], why: 'KMS keys are not known' },
  {
    operations: ['dynamodb:ListTables'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'DynamoDB tables are not known',
  },
  {
    operations: ['ssm:DescribeParameters'],
    kinds: ['can-read', 'can-write'],
    why: 'SSM parameters are not known',
  },
  {
    operations: ['sqs:ListQueues', 'sqs:GetQueueAttributes'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'SQS queues are not known',
  },
  {
    operations: ['sns:ListTopics', 'sns:GetTopicAttributes'],
    kinds: ['can-read', 'can-write', 'can-administer'],
    why: 'SNS topics are not known',
  },
  {
    operations: ['ecr:DescribeRepositories'],
    kinds: ['can-read', 'can-write', 'can-administer', 'supplies'],
    why: 'image repositories are not known, nor who may replace what containers run',
  },
  {
    operations: ['rds:DescribeDBInstances', 'rds:DescribeDBClusters'],
    kinds: ['can-administer'],
    why: 'databases are not known',
  },
];

/**
 * The gaps of AWS that could change an answer about the two ends, by the accounts they are in; of everything where
 * neither says. What was refused, what was never asked and, once an account, what this version does not read at all.
 */
export function awsUnknowns(estate: Estate, ends: Ends): readonly Unknown[] {
  const accounts = new Set<string>();
  for (const id of [ends.from, ends.to]) {
    const account = id === null ? null : accountOf(estate, id);
    if (account !== null && estate.accounts.has(account)) accounts.add(account);
  }
  const asked = accounts.size === 0 ? [...estate.accounts.keys()].filter(isAccountId) : [...accounts].sort();
  const gaps = asked.flatMap((account) => accountUnknowns(estate, account));
  return gaps.flatMap((gap) => relevant(gap, ends, estate) ?? []);
}

function accountOf(estate: Estate, id: string): string | null {
  const principal = estate.principals.get(id);
  if (principal) return principal.account;
  const named = parseArn(id)?.account ?? '';
  if (isAccountId(named)) return named;
  const resource = estate.facts.resources.find((each) => each.arn === id);
  return resource?.account ?? estate.facts.keys.find((key) => key.id === id)?.account ?? null;
}

function accountUnknowns(estate: Estate, account: string): readonly Unknown[] {
  const { facts } = estate;
  const sources = facts.accounts.get(account)?.sources ?? [];
  const [first] = sources;
  if (first === undefined) return [];
  const closed = facts.coverage.find(
    (each) =>
      sources.includes(each.source) &&
      ENTRIES.has(each.operation) &&
      each.status !== 'complete' &&
      !facts.seen.has(each.source),
  );
  if (closed)
    return [{ ...gapOf([closed]), reason: `Account ${account} was not collected: ${closed.reason}` }];
  const found: Unknown[] = [];
  found.push(...guardrailGap(estate, account, first));
  const lacking = facts.coverage.filter(
    (each) =>
      sources.includes(each.source) &&
      each.status !== 'complete' &&
      each.kinds.length > 0 &&
      // Told above, as far as it concerns the account: an organization is often known through another account.
      !each.operation.startsWith('organizations:'),
  );
  const reported = new Set(lacking.map((each) => each.operation));
  const workloads = workloadGap(estate, account, first, reported);
  if (workloads) found.push(workloads);
  const telling = lacking.filter(
    ({ operation }) => ![...reported].some((other) => other !== operation && impliedBy(operation, other)),
  );
  const same = Map.groupBy(
    telling,
    (each) => `${each.source}\n${each.operation}\n${each.status}\n${each.reason}`,
  );
  for (const group of same.values()) found.push(gapOf(group));
  for (const { operations, kinds, why } of NEEDED) {
    if (operations.some((operation) => reported.has(operation) || wasAsked(facts, sources, operation)))
      continue;
    found.push({
      source: first,
      operation: operations[0] as string,
      reason: `Not collected for account ${account}: ${why}.`,
      kinds,
    });
  }
  const anywhere = rolesAnywhereGap(estate, account, first);
  if (anywhere) found.push(anywhere);
  const policies = accessPolicyGap(estate, account, first);
  if (policies) found.push(policies);
  const sets = permissionSetGap(estate, account, first);
  if (sets) found.push(sets);
  found.push(...missingPolicies(estate, account, first));
  return found;
}

/** How an account is entered. */
const ENTRIES: ReadonlySet<string> = new Set(['sts:AssumeRole', 'sts:GetCallerIdentity']);

/** Policies of the organization that may limit the account and are not known, once for it. */
function guardrailGap(estate: Estate, account: string, source: string): readonly Unknown[] {
  const { state, gap } = estate.guardrails.of(account);
  if (gap === null) return [];
  const known = state === 'partial' ? 'not fully known' : 'not known';
  const reason =
    gap.operation === 'organizations:DescribeOrganization'
      ? `Service control policies of account ${account} were not collected, nor resource control policies`
      : `Service and resource control policies of account ${account} are ${known}: ${gap.reason}`;
  const operation = state === 'partial' ? gap.operation : 'organizations:ListPolicies';
  const refused = estate.facts.coverage.find(
    (each) => each.source === source && each.operation === operation && each.status !== 'complete',
  );
  // In the words of the coverage first, as all that was asked and not answered.
  const said = refused ? `${(refused.reason || refused.status).replace(/\.?$/, '.')} ` : '';
  return [
    {
      source,
      operation,
      reason: `${said}${reason}; they can only take away from what is shown.`,
      kinds: GUARDED_KINDS,
    },
  ];
}

/** Details of what a refused listing would have named are not a gap of their own. */
function impliedBy(operation: string, other: string): boolean {
  const [service] = operation.split(':');
  if (LISTINGS.has(other)) return other.startsWith(`${service}:`);
  return DETAILS[operation] === other;
}

const LISTINGS: ReadonlySet<string> = new Set([
  's3:ListBuckets',
  'secretsmanager:ListSecrets',
  'kms:ListKeys',
  'dynamodb:ListTables',
  'sqs:ListQueues',
  'sns:ListTopics',
  'ecr:DescribeRepositories',
  'eks:ListClusters',
]);
const DETAILS: Readonly<Record<string, string>> = {
  'iam:GetOpenIDConnectProvider': 'iam:ListOpenIDConnectProviders',
  'iam:GetSAMLProvider': 'iam:ListSAMLProviders',
  'iam:GenerateCredentialReport': 'iam:GetCredentialReport',
};

/** One gap for the same trouble in several regions. */
function gapOf(group: readonly Coverage[]): Unknown {
  const [first] = group as [Coverage];
  const regions = group.flatMap((each) => each.region ?? []);
  const where = regions.length === 0 ? '' : ` (in ${regions.join(', ')})`;
  return {
    source: first.source,
    operation: first.operation,
    reason: `${first.reason === '' ? first.status : first.reason}${where}`,
    kinds: first.kinds,
  };
}

function wasAsked(facts: AwsFacts, sources: readonly string[], operation: string): boolean {
  return (
    sources.some((id) => facts.seen.get(id)?.has(operation)) ||
    facts.coverage.some((each) => each.operation === operation && sources.includes(each.source))
  );
}

/** Policies that are attached to someone and whose documents were not in what was collected. */
function missingPolicies(estate: Estate, account: string, source: string): readonly Unknown[] {
  const missing = new Map<string, number>();
  for (const principal of estate.accounts.get(account)?.principals ?? [])
    for (const arn of principal.set.missing) missing.set(arn, (missing.get(arn) ?? 0) + 1);
  return [...missing].sort().map(([arn, count]) => ({
    source,
    operation: 'iam:GetPolicyVersion',
    reason: `The document of ${arn} was not collected; ${count} principal${count === 1 ? ' has' : 's have'} it.`,
    kinds: ['administers-account', 'can-escalate-to', 'can-become', 'can-assume'] as const,
  }));
}
