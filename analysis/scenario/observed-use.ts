import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import { parseArn } from '../aws/read/arn.ts';
import type { Estates } from '../estates.ts';
import { deployKeyId } from '../github/estate/writers.ts';
import { allActivity } from '../observed/all-activity.ts';
import { type ObservedIndex, observedIndex } from '../observed/observed-index.ts';
import { short } from './change-words.ts';

/** Something that was seen to use what a scenario takes away. */
export interface ObservedUse {
  readonly entity: string;
  /** The last time it was seen; null where only that it runs, or is written down, is known. */
  readonly at: string | null;
  readonly says: string;
}

/**
 * What was seen in use of the relations that a scenario takes away, and of what its changes end as such, so that a remedy
 * is not the next outage. Nothing here means only that no use was recorded: not every service records it, and not
 * everything was collected.
 */
export function observedUse(
  lost: readonly Relation[],
  estates: Estates,
  changes: readonly Change[] = [],
): readonly ObservedUse[] {
  const index = indexFor(estates);
  const found = new Map<string, ObservedUse>();
  const add = (use: ObservedUse | null) => {
    if (use) found.set(`${use.entity}\n${use.says}`, use);
  };
  for (const relation of lost) for (const sight of SIGHTS) add(sight(relation, index));
  for (const change of changes) for (const use of usesOf(change, index)) add(use);
  return [...found.values()].sort((a, b) => compare(b.at ?? '', a.at ?? '') || compare(a.entity, b.entity));
}

interface UseIndex {
  readonly estates: Estates;
  readonly keys: ReadonlyMap<string, Estates['aws']['facts']['keys'][number]>;
  readonly workloads: ReadonlyMap<string, Estates['aws']['facts']['workloads'][number]>;
  /** Pods that run as each service account, by the account's id. */
  readonly pods: ReadonlyMap<string, number>;
  readonly workflows: ReadonlyMap<string, Estates['github']['workflows'][number]>;
  readonly observed: ObservedIndex;
}

const known = new WeakMap<Estates, UseIndex>();

function indexFor(estates: Estates): UseIndex {
  let index = known.get(estates);
  if (!index) {
    const pods = new Map<string, number>();
    for (const { units } of estates.kubernetes.clusters)
      for (const { account, ended } of units)
        if (account !== null && ended === null) pods.set(account, (pods.get(account) ?? 0) + 1);
    index = {
      estates,
      keys: new Map(estates.aws.facts.keys.map((key) => [key.id, key])),
      workloads: new Map(estates.aws.facts.workloads.map((workload) => [workload.arn, workload])),
      pods,
      workflows: new Map(estates.github.workflows.map((workflow) => [workflow.id, workflow])),
      observed: observedIndex(allActivity(estates)),
    };
    known.set(estates, index);
  }
  return index;
}

type Sight = (relation: Relation, index: UseIndex) => ObservedUse | null;

/** Each looks for one kind of use of a relation. */
const SIGHTS: readonly Sight[] = [
  ({ from, kind }, index) => (kind === 'authenticates-as' ? keyUse(from, index) : null),
  function roleUse({ from, to, kind }, { estates, observed }) {
    const role = estates.aws.principals.get(to);
    // What a log saw says who it was, which the role's own record does not.
    if (kind !== 'can-assume' || role?.fact.kind !== 'role' || !role.fact.lastUsed?.at || observed(from, to))
      return null;
    const { at } = role.fact.lastUsed;
    return {
      entity: to,
      at,
      says: `Role ${role.name} was last used ${at}; by whom is not recorded.`,
    };
  },
  function seen({ from, to, kind }, { observed }) {
    const use = observed(from, to);
    if (!use || kind === 'was-seen-assuming' || kind === 'was-seen-using') return null;
    return {
      entity: from,
      at: use.last,
      says: `Logs show ${short(from)} using ${short(to)} ${use.count} ${use.count === 1 ? 'time' : 'times'}, last ${use.last}.`,
    };
  },
  function running({ from, to, kind }, { workloads }) {
    const workload = workloads.get(from);
    if (kind !== 'runs-as' || !workload) return null;
    return { entity: from, at: null, says: `${workload.name} runs with the permissions of ${short(to)}.` };
  },
  function container({ from, to, kind, rule }) {
    if (kind !== 'runs-as' || !rule.startsWith('k8s-')) return null;
    return { entity: from, at: null, says: `${short(from)} runs with the token of ${short(to)}.` };
  },
  function pods({ from, kind }, { pods: running }) {
    const count = running.get(from);
    if (!count || kind === 'member-of' || kind === 'includes') return null;
    return {
      entity: from,
      at: null,
      says: `${count} ${count === 1 ? 'pod runs' : 'pods run'} as the service account ${short(from)}.`,
    };
  },
  function workflow({ from, to, kind }, { workflows, estates }) {
    const own = workflows.get(from);
    if (!own || (kind !== 'can-assume' && kind !== 'uses-secret')) return null;
    if (kind === 'uses-secret')
      return { entity: from, at: null, says: `The workflow ${short(from)} reads the secret ${short(to)}.` };
    const arn = estates.aws.principals.get(to)?.arn ?? to;
    const asks = own.fact.model?.jobs.some((job) =>
      job.steps.some((each) => each.with['role-to-assume'] === arn),
    );
    return asks
      ? { entity: from, at: null, says: `The workflow ${short(from)} asks for the role ${short(to)}.` }
      : null;
  },
  function mounted({ from, to, kind, rule }) {
    if (kind !== 'can-read' || !rule.startsWith('k8s-') || !/^k8s:\/\/[^/]+\/container\//.test(from))
      return null;
    return { entity: from, at: null, says: `${short(from)} is given the secret ${short(to)}.` };
  },
  service,
];

function keyUse(id: string, { keys, estates }: UseIndex): ObservedUse | null {
  const used = keys.get(id)?.lastUsed;
  if (used?.at)
    return {
      entity: id,
      at: used.at,
      says: `Access key ${id} was last used ${used.at}${used.service ? ` for ${used.service}` : ''}${used.region ? ` in ${used.region}` : ''}.`,
    };
  const user = estates.aws.principals.get(id.replace(/\/login-profile$/, ''));
  if (!id.endsWith('/login-profile') || user?.fact.kind !== 'user' || !user.fact.passwordLastUsed)
    return null;
  const at = user.fact.passwordLastUsed;
  return { entity: id, at, says: `The console password of ${user.name} was last used ${at}.` };
}

/** When the principal last used the service of the resource that it no longer reaches. */
function service({ from, to }: Relation, { estates: { aws } }: UseIndex): ObservedUse | null {
  const principal = aws.principals.get(from);
  const namespace = parseArn(to)?.service;
  if (!principal || namespace === undefined || namespace === 'iam') return null;
  const accessed = aws.facts.lastAccessed.get(principal.arn) ?? aws.facts.lastAccessed.get(principal.id);
  const at = accessed?.services.find((each) => each.namespace === namespace)?.at;
  if (!at) return null;
  return { entity: from, at, says: `${principal.name} last used ${namespace} ${at}.` };
}

/** What uses a thing that a change ends whatever relations say: an inactive path, a deploy key, a disabled workflow. */
function usesOf(change: Change, index: UseIndex): readonly (ObservedUse | null)[] {
  switch (change.change) {
    case 'delete-credential':
    case 'disable-credential':
    case 'rotate-credential':
      return [keyUse(change.credential, index), deployKeyUse(change.credential, index)];
    case 'quarantine':
    case 'remove-from-group':
      return servicesOf(change.change === 'quarantine' ? change.principal : change.user, index);
    case 'quarantine-service-account':
    case 'delete-service-account': {
      const count = index.pods.get(change.account);
      return count
        ? [
            {
              entity: change.account,
              at: null,
              says: `${count} ${count === 1 ? 'pod runs' : 'pods run'} as the service account ${short(change.account)}.`,
            },
          ]
        : [];
    }
    case 'disable-workflow': {
      const events =
        index.workflows.get(change.workflow)?.fact.model?.triggers.map(({ event }) => event) ?? [];
      return events.length === 0
        ? []
        : [
            {
              entity: change.workflow,
              at: null,
              says: `The workflow ${short(change.workflow)} runs on ${[...new Set(events)].join(', ')}.`,
            },
          ];
    }
    default:
      return [];
  }
}

function deployKeyUse(id: string, { estates }: UseIndex): ObservedUse | null {
  for (const repository of estates.github.repositories.values())
    for (const key of repository.fact.deployKeys ?? [])
      if (key.lastUsed !== null && deployKeyId(repository, key) === id)
        return {
          entity: id,
          at: key.lastUsed,
          says: `Deploy key ${key.title} was last used ${key.lastUsed}.`,
        };
  return null;
}

/** Everything that a principal was seen to use, for what takes all of it away. */
function servicesOf(id: string, { estates: { aws } }: UseIndex): readonly ObservedUse[] {
  const principal = aws.principals.get(id);
  if (!principal) return [];
  const accessed = aws.facts.lastAccessed.get(principal.arn) ?? aws.facts.lastAccessed.get(principal.id);
  return (accessed?.services ?? []).flatMap(({ namespace, at }) =>
    at === null ? [] : [{ entity: id, at, says: `${principal.name} last used ${namespace} ${at}.` }],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
