import type { EvidenceRef } from '../../../schema/records.ts';
import type { Steps } from '../../steps.ts';
import { compilePolicy } from '../evaluate/policy.ts';
import type { ClusterFact } from '../read/facts.ts';
import {
  type Cluster,
  type Identity,
  type Namespace,
  SCOPES_OF_CLUSTER,
  SCOPES_OF_NAMESPACE,
  type Scope,
  type Unit,
} from './cluster.ts';
import { identitiesOf } from './identities.ts';
import { scopeId } from './scopes.ts';
import { unitsOf } from './units.ts';

type Building = { -readonly [K in keyof Cluster]: Cluster[K] };

/** Joins the facts of a cluster: what runs where, who may be asked for, and what the bindings give. */
export function* clusterSteps(fact: ClusterFact, ref: EvidenceRef): Steps<Cluster> {
  const live = new Set(fact.sources.filter(({ kind }) => kind === 'kubernetes').map(({ id }) => id));
  const complete = completeListings(fact, live);
  // An API server fills in aggregated roles; manifests have them empty.
  const policy = compilePolicy(fact.roles, fact.bindings, ({ source }) => live.has(source));
  const cluster: Building = {
    id: fact.id,
    name: fact.name,
    fact,
    ref,
    policy,
    namespaces: [],
    namespaceByName: new Map(),
    nodes: new Map(fact.nodes.map((each) => [each.name, each])),
    units: [],
    unitsByName: new Map(),
    accounts: new Map(fact.serviceAccounts.map((each) => [each.id, each])),
    identities: [],
    identityById: new Map(),
    secretById: new Map(fact.secrets.map((each) => [each.id, each])),
    scopes: [],
    isComplete: (operation) => complete.has(operation),
  };
  yield;
  cluster.units = unitsOf(cluster, fact);
  yield;
  cluster.unitsByName = grouped(cluster.units, ({ name }) => name);
  cluster.identityById = identitiesOf(cluster, fact, policy, cluster.units);
  yield;
  cluster.identities = [...cluster.identityById.values()];
  cluster.namespaces = namespacesOf(cluster, fact, cluster.units, cluster.identities);
  cluster.namespaceByName = new Map(cluster.namespaces.map((each) => [each.name, each]));
  yield;
  cluster.scopes = scopesOf(cluster);
  return cluster;
}

/** Listings that an API server answered in full. What files lack says nothing of the cluster. */
function completeListings({ coverage }: ClusterFact, live: ReadonlySet<string>): ReadonlySet<string> {
  const answers = coverage.filter(({ source }) => live.has(source));
  const open = new Set(answers.flatMap(({ status, operation }) => (status === 'complete' ? [] : operation)));
  return new Set(answers.flatMap(({ operation }) => (open.has(operation) ? [] : operation)));
}

function namespacesOf(
  cluster: Cluster,
  fact: ClusterFact,
  units: readonly Unit[],
  identities: readonly Identity[],
): readonly Namespace[] {
  const unitsIn = grouped(units, ({ namespace }) => namespace);
  const controllersIn = grouped(fact.controllers, ({ namespace }) => namespace);
  const accountsIn = grouped(fact.serviceAccounts, ({ namespace }) => namespace);
  const secretsIn = grouped(fact.secrets, ({ namespace }) => namespace);
  const mentioned = identities.filter(
    ({ kind, id }) => kind === 'ServiceAccount' && !cluster.accounts.has(id),
  );
  const mentionedIn = grouped(mentioned, ({ namespace }) => namespace ?? '');
  return fact.namespaces.map((each) => ({
    id: each.id,
    name: each.name,
    cluster,
    fact: each,
    units: unitsIn.get(each.name) ?? [],
    controllers: controllersIn.get(each.name) ?? [],
    accounts: accountsIn.get(each.name) ?? [],
    secrets: secretsIn.get(each.name) ?? [],
    mentioned: mentionedIn.get(each.name) ?? [],
  }));
}

function scopesOf(cluster: Cluster): readonly Scope[] {
  const scope = (namespace: string | null, of: Scope['of']): Scope => ({
    id: scopeId(cluster.name, namespace, of),
    cluster,
    namespace,
    of,
  });
  return [
    ...SCOPES_OF_CLUSTER.map((of) => scope(null, of)),
    ...cluster.namespaces.flatMap(({ name }) => SCOPES_OF_NAMESPACE.map((of) => scope(name, of))),
  ];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = found.get(key);
    if (known) known.push(item);
    else found.set(key, [item]);
  }
  return found;
}
