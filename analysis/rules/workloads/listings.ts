import type { Estate, Role } from '../../aws/estate/estate.ts';
import type { WorkloadFact, WorkloadKind } from '../../aws/read/facts.ts';

/** What is known of an operation that lists things: all of it, some of it, or nothing, with what was missed. */
export type Listing =
  | { readonly state: 'complete' }
  | { readonly state: 'partial' | 'absent'; readonly gap: string };

/** How far an account was asked an operation. */
export function listingOf({ facts }: Estate, account: string, operation: string): Listing {
  const sources = facts.accounts.get(account)?.sources ?? [];
  const missed = facts.coverage.filter(
    (each) =>
      sources.includes(each.source) &&
      each.operation === operation &&
      each.status !== 'complete' &&
      each.status !== 'unsupported',
  );
  const asked = sources.some((id) => facts.seen.get(id)?.has(operation));
  const covered = facts.coverage.some(
    (each) => sources.includes(each.source) && each.operation === operation && each.status === 'complete',
  );
  const [first] = missed;
  if (first) {
    const words = first.status === 'denied' ? 'was denied' : `was ${first.status}`;
    const where = first.region === null ? '' : ` in ${missed.map((each) => each.region).join(', ')}`;
    return { state: asked || covered ? 'partial' : 'absent', gap: `${operation} ${words}${where}` };
  }
  if (asked || covered) return { state: 'complete' };
  return { state: 'absent', gap: `${operation} was not collected` };
}

/** The operation whose answer says which workloads of the kind there are, with their roles. */
export const LISTINGS: Readonly<Record<WorkloadKind, string>> = {
  'lambda-function': 'lambda:ListFunctions',
  'ec2-instance': 'ec2:DescribeInstances',
  'ecs-task-definition': 'ecs:DescribeTaskDefinition',
  'codebuild-project': 'codebuild:BatchGetProjects',
  'cloudformation-stack': 'cloudformation:DescribeStacks',
  'glue-dev-endpoint': 'glue:GetDevEndpoints',
  'glue-job': 'glue:GetJobs',
  'sagemaker-notebook': 'sagemaker:DescribeNotebookInstance',
  'state-machine': 'states:DescribeStateMachine',
  'apprunner-service': 'apprunner:DescribeService',
  'batch-job-definition': 'batch:DescribeJobDefinitions',
  'launch-template': 'ec2:DescribeLaunchTemplateVersions',
  'auto-scaling-group': 'autoscaling:DescribeAutoScalingGroups',
  'eks-node-group': 'eks:DescribeNodegroup',
};

/** Listings of bare names, which come first: where they are complete and name nothing, no description is asked for. */
export const NAMES: Partial<Readonly<Record<WorkloadKind, string>>> = {
  'ecs-task-definition': 'ecs:ListTaskDefinitions',
  'codebuild-project': 'codebuild:ListProjects',
  'sagemaker-notebook': 'sagemaker:ListNotebookInstances',
  'state-machine': 'states:ListStateMachines',
  'apprunner-service': 'apprunner:ListServices',
  'launch-template': 'ec2:DescribeLaunchTemplates',
  'eks-node-group': 'eks:ListNodegroups',
};

/** Whether all workloads of the kind are known. */
export function workloadListing(estate: Estate, account: string, kind: WorkloadKind): Listing {
  const described = listingOf(estate, account, LISTINGS[kind]);
  const names = NAMES[kind];
  if (described.state !== 'absent' || names === undefined) return described;
  const listed = listingOf(estate, account, names);
  if (listed.state !== 'complete') return listed;
  return workloadsOf(estate, account, kind).length === 0 ? listed : described;
}

const byAccount = new WeakMap<Estate, ReadonlyMap<string, readonly WorkloadFact[]>>();

export function workloadsOf(estate: Estate, account: string, kind: WorkloadKind): readonly WorkloadFact[] {
  let index = byAccount.get(estate);
  if (!index) {
    index = Map.groupBy(estate.facts.workloads, (each) => `${each.account} ${each.kind}`);
    byAccount.set(estate, index);
  }
  return index.get(`${account} ${kind}`) ?? [];
}

const profiles = new WeakMap<Estate, ReadonlyMap<string, Role>>();

/** The collected role that a workload runs as: named by its ARN, its bare name, or an instance profile that holds it. */
export function roleOf(estate: Estate, workload: WorkloadFact): Role | null {
  const { role, account } = workload;
  if (role === null) return null;
  if (!role.named.startsWith('arn:')) return estate.roleByName.get(`${account}/${role.named}`) ?? null;
  if (!role.named.includes(':instance-profile/')) {
    const found = estate.byArn.get(role.named);
    return found?.kind === 'role' ? found : null;
  }
  let index = profiles.get(estate);
  if (!index) {
    const roles = [...estate.accounts.values()].flatMap((each) => each.roles);
    index = new Map(roles.flatMap((each) => each.fact.instanceProfiles.map((arn) => [arn, each] as const)));
    profiles.set(estate, index);
  }
  return index.get(role.named) ?? null;
}
