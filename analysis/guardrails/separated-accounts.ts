import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Cluster } from '../kubernetes/estate/cluster.ts';
import { objectId } from '../kubernetes/ids.ts';
import type { ControllerFact } from '../kubernetes/read/facts.ts';
import { subjectId } from '../scenario/changes/kubernetes-access.ts';
import { workloadOf } from '../scenario/changes/kubernetes-accounts.ts';
import { accountFiles } from './account-files.ts';
import type { GuardrailContext, GuardrailFile } from './guardrail.ts';
import { trustsOf } from './trusts-of-accounts.ts';

/** How workloads that share an account are told apart: each by the label that says its name. */
export interface Separation {
  /** First the trust of roles, then accounts with what the shared ones have, then what runs as each. */
  readonly changes: readonly Change[];
  readonly takesOver: readonly { readonly was: string; readonly now: string }[];
  /** Workloads that no longer run as the shared account. */
  readonly moved: readonly ControllerFact[];
  /** Of the others, those whose pods the policy lets in as they are. */
  readonly stays: readonly ControllerFact[];
  readonly files: readonly GuardrailFile[];
  /** Workloads that are not told apart, and why. */
  readonly limits: readonly string[];
}

interface Place {
  readonly cluster: Cluster;
  readonly label: string;
  readonly context: GuardrailContext;
}

/** The relations of each service account of the cluster. */
type Ways = ReadonlyMap<string, readonly Relation[]>;

/** Names that a new account may have. */
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * @param shared workloads by the account that they share, as `NAMESPACE/NAME`
 * @param taken accounts that something runs as, as `NAMESPACE/NAME`
 */
export function separate(
  shared: ReadonlyMap<string, readonly ControllerFact[]>,
  taken: ReadonlySet<string>,
  place: Place,
): Separation {
  const { cluster, label } = place;
  const prefix = objectId(cluster.name, 'serviceaccount', null, '');
  const ways: Ways = Map.groupBy(
    place.context.before.relations.filter(({ from }) => from.startsWith(prefix)),
    ({ from }) => from,
  );
  const made: Change[] = [];
  const runs: Change[] = [];
  const takesOver: { was: string; now: string }[] = [];
  const moved: ControllerFact[] = [];
  const stays: ControllerFact[] = [];
  const limits: string[] = [];
  const given = new Set<string>();
  for (const [account, workloads] of shared) {
    const [namespace = '', name = ''] = account.split('/');
    const was = objectId(cluster.name, 'serviceaccount', namespace, name);
    const keeper = name === 'default' ? undefined : workloads.find((each) => ownName(each, label) === name);
    for (const workload of workloads) {
      const own = ownName(workload, label);
      const labels = workload.templateLabels[label] === undefined ? { labels: { [label]: own } } : {};
      const set = { change: 'set-service-account', workload: workload.id, account: own, ...labels } as const;
      if (workload === keeper) {
        if ('labels' in set) runs.push(set);
        else stays.push(workload);
        continue;
      }
      const why = !NAME.test(own)
        ? `its label ${label} is no name of an account`
        : own === name || given.has(`${namespace}/${own}`)
          ? `its label ${label} is that of another`
          : taken.has(`${namespace}/${own}`)
            ? `others run as the account ${namespace}/${own}`
            : hasMore(objectId(cluster.name, 'serviceaccount', namespace, own), was, ways)
              ? `the account ${namespace}/${own} may already do what ${account} may not, so that it is to be looked at first`
              : null;
      if (why !== null) {
        limits.push(`${workload.id} is not given an account of its own here: ${why}.`);
        continue;
      }
      given.add(`${namespace}/${own}`);
      const now = objectId(cluster.name, 'serviceaccount', namespace, own);
      made.push(...accountFor({ was, now, namespace, name: own }, cluster));
      runs.push(set);
      takesOver.push({ was, now });
      moved.push(workload);
    }
  }
  const trusts = trustsOf(takesOver, ways, cluster, place.context);
  return {
    changes: [...trusts.changes, ...made, ...runs],
    takesOver,
    moved,
    stays,
    files: [...accountFiles([...made, ...runs], place.context), ...trusts.files],
    limits: [...limits, ...trusts.limits],
  };
}

/** Whether an account of the name has relations that the shared one has not: bindings may name it, though it is not there. */
function hasMore(id: string, shared: string, ways: Ways): boolean {
  const of = (account: string) =>
    (ways.get(account) ?? []).map(({ kind, rule, to }) => `${kind}\n${rule}\n${to}`);
  const known = new Set(of(shared));
  return of(id).some((each) => !known.has(each));
}

function ownName({ name, templateLabels }: ControllerFact, label: string): string {
  return templateLabels[label] ?? name;
}

/** A new account like the shared one; where one of the name is there that nothing runs as, it is given the same. */
function accountFor(
  { was, now, namespace, name }: { was: string; now: string; namespace: string; name: string },
  cluster: Cluster,
): readonly Change[] {
  const { serviceAccounts, bindings, roles } = cluster.fact;
  const model = serviceAccounts.some(({ id }) => id === was);
  const fresh = !serviceAccounts.some(({ id }) => id === now);
  const create: Change = {
    change: 'create-service-account',
    cluster: cluster.id,
    namespace,
    name,
    ...(model ? { like: was } : {}),
  };
  if (fresh && model) return [create];
  const known = new Set(roles.map(({ id }) => id));
  const bound = bindings.flatMap((binding): Change[] => {
    const { role } = binding;
    const roleId = objectId(
      cluster.name,
      role.kind.toLowerCase(),
      role.kind === 'Role' ? binding.namespace : null,
      role.name,
    );
    if (!known.has(roleId) || !binding.subjects.some((each) => subjectId(cluster.name, each) === was))
      return [];
    return [
      {
        change: 'add-binding',
        role: roleId,
        name: `${binding.name}-${name}`,
        namespace: binding.namespace,
        subject: now,
      },
    ];
  });
  return [...(fresh ? [create] : []), ...bound];
}

/** What runs as its account in the containers of these workloads. */
export function runsAs(
  workloads: readonly ControllerFact[],
  cluster: Cluster,
  { before }: GuardrailContext,
): readonly Relation[] {
  return relationsOf(workloads, cluster, before).filter(
    ({ kind, rule }) => kind === 'runs-as' && rule.startsWith('k8s-'),
  );
}

/** Every relation of the containers of these workloads. */
export function relationsOf(
  workloads: readonly ControllerFact[],
  { units }: Cluster,
  before: GuardrailContext['before'],
): readonly Relation[] {
  const own = new Set(
    workloads.flatMap(({ id }) => {
      const { own: workload, made } = workloadOf(id, before);
      return [workload, ...made].map((each) => each.id);
    }),
  );
  const containers = new Set(
    units.flatMap((unit) => (own.has(unit.id) ? unit.containers.map(({ id }) => id) : [])),
  );
  return before.relations.filter(({ from }) => containers.has(from));
}
