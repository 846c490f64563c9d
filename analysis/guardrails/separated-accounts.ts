import { stringify } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Cluster } from '../kubernetes/estate/cluster.ts';
import { objectId, serviceAccountUser } from '../kubernetes/ids.ts';
import type { ControllerFact, ServiceAccountFact } from '../kubernetes/read/facts.ts';
import { subjectId } from '../scenario/changes/kubernetes-access.ts';
import { workloadOf } from '../scenario/changes/kubernetes-accounts.ts';
import { editsOf } from '../scenario/changes/registry.ts';
import type { GuardrailContext, GuardrailFile } from './guardrail.ts';
import { jsonFile, slug } from './words.ts';

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
  const trusts = trustsOf(takesOver, ways, place);
  return {
    changes: [...trusts.changes, ...made, ...runs],
    takesOver,
    moved,
    stays,
    files: [...filesOf([...made, ...runs], place), ...trusts.files],
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

/** Trust policies that name the shared account in a condition, with those that take its place beside it. */
function trustsOf(
  takesOver: Separation['takesOver'],
  ways: Ways,
  { cluster, context }: Place,
): Pick<Separation, 'changes' | 'files' | 'limits'> {
  const accounts = new Map(cluster.fact.serviceAccounts.map((each) => [each.id, each]));
  const documents = new Map<string, Json>();
  const limits = new Set<string>();
  const { principals } = context.scene.aws;
  for (const { was, now } of takesOver)
    for (const { kind, rule, to } of ways.get(was) ?? []) {
      if (kind !== 'can-assume') continue;
      if (rule === 'eks-pod-identity')
        limits.add(
          `An association of EKS Pod Identity gives ${was} the role ${to}: make one for ${now} as well.`,
        );
      const role = principals.get(to);
      if (rule === 'k8s-irsa-unseen' || rule === 'k8s-cloud-annotation')
        limits.add(`What ${to} trusts was not collected: it has to trust ${now} as it does ${was}.`);
      if (rule !== 'k8s-irsa' || role?.fact.kind !== 'role' || !role.fact.trust) continue;
      const [old, fresh] = [was, now].map((id) => userOf(id, accounts.get(id))) as [string, string];
      const document = documents.get(to) ?? (role.fact.trust.document as unknown as Json);
      documents.set(to, withBeside(document, old, fresh));
    }
  const changed = [...documents].filter(([to, document]) => {
    const role = principals.get(to);
    return (
      role?.fact.kind === 'role' && JSON.stringify(role.fact.trust?.document) !== JSON.stringify(document)
    );
  });
  return {
    changes: changed.map(([role, document]) => ({ change: 'set-trust', role, document })),
    files: changed.map(([role, document]) => ({
      name: `trust-${slug(role.slice(role.lastIndexOf('/') + 1))}.json`,
      text: jsonFile(document),
    })),
    limits: [...limits],
  };
}

function userOf(id: string, account: ServiceAccountFact | undefined): string {
  const [namespace = '', name = ''] = account ? [account.namespace, account.name] : id.split('/').slice(-2);
  return serviceAccountUser(namespace, name);
}

/** A document in which a text stands alone or in a list, with another text beside it. */
function withBeside(value: Json, text: string, other: string): Json {
  if (value === text) return [text, other];
  if (Array.isArray(value))
    return value.flatMap((each: Json) => (each === text ? [text, other] : [withBeside(each, text, other)]));
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) =>
        each === undefined ? [] : [[key, withBeside(each, text, other)] as const],
      ),
    );
  return value;
}

/** The accounts and bindings as they would be, and what each workload is to say. */
function filesOf(changes: readonly Change[], { context }: Place): readonly GuardrailFile[] {
  const objects = changes.flatMap((change) => objectsOf(change, context));
  const says = changes.flatMap((change) => {
    if (change.change !== 'set-service-account') return [];
    const labels = Object.entries(change.labels ?? {}).map(([key, value]) => `, label ${key}: ${value}`);
    return [`${change.workload}: serviceAccountName: ${change.account}${labels.join('')}`];
  });
  return [
    ...(objects.length === 0
      ? []
      : [{ name: 'accounts.yaml', text: objects.map((each) => stringify(each)).join('---\n') }]),
    ...(says.length === 0 ? [] : [{ name: 'workloads.txt', text: `${says.join('\n')}\n` }]),
  ];
}

/** What a change adds to a cluster: new objects, and of a binding that exists one of its own for the new subject. */
function objectsOf(change: Change, { before }: GuardrailContext): readonly JsonObject[] {
  if (change.change !== 'create-service-account' && change.change !== 'add-binding') return [];
  const edits = editsOf(change, {
    estates: before.estates,
    document: before.calls.document,
    entity: () => null,
  });
  return edits.flatMap((edit) => {
    if (edit.op !== 'append' || !isJsonObject(edit.value)) return [];
    if (edit.pointer === '/items') return [edit.value];
    const binding = resolvePointer(
      before.calls.document(edit.observation),
      edit.pointer.replace(/\/subjects$/, ''),
    );
    if (!isJsonObject(binding) || !isJsonObject(binding.metadata)) return [];
    const { name, namespace } = binding.metadata;
    const own = {
      name: `${name}-${edit.value.name}`,
      ...(namespace === undefined ? {} : { namespace }),
    };
    return [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        // Lists do not say the kind of each; files may leave the namespace out.
        kind: binding.kind ?? (namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'),
        metadata: own,
        roleRef: binding.roleRef ?? null,
        subjects: [edit.value],
      },
    ];
  });
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
