import type { EvidenceRef, Relation } from '../../../schema/records.ts';
import type { Cluster, Container, Unit } from '../../kubernetes/estate/cluster.ts';
import { selects } from '../../kubernetes/evaluate/selector.ts';
import type { EndpointSliceFact, NetworkPolicyFact, ServiceFact } from '../../kubernetes/read/facts.ts';
import { all, conditional, HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { SERVICES } from './pages.ts';
import { stillRuns } from './pod-rules.ts';

interface Index {
  /** By namespace, label and value: no service looks at every pod. */
  readonly byLabel: ReadonlyMap<string, readonly Unit[]>;
  readonly slices: ReadonlyMap<string, readonly EndpointSliceFact[]>;
  /** Those about what comes in, by namespace. */
  readonly policies: ReadonlyMap<string, readonly NetworkPolicyFact[]>;
}
const indexes = new WeakMap<Cluster, Index>();

function indexOf(cluster: Cluster): Index {
  let index = indexes.get(cluster);
  if (!index) {
    const byLabel = new Map<string, Unit[]>();
    for (const unit of cluster.units)
      for (const [label, value] of Object.entries(unit.labels))
        add(byLabel, labelKey(unit.namespace, label, value), unit);
    const slices = new Map<string, EndpointSliceFact[]>();
    for (const slice of cluster.fact.endpointSlices)
      if (slice.service !== null) add(slices, `${slice.namespace}/${slice.service}`, slice);
    const policies = new Map<string, NetworkPolicyFact[]>();
    for (const policy of cluster.fact.networkPolicies)
      if (policy.ingress) add(policies, policy.namespace, policy);
    index = { byLabel, slices, policies };
    indexes.set(cluster, index);
  }
  return index;
}

function add<T>(into: Map<string, T[]>, key: string, value: T): void {
  const known = into.get(key);
  if (known) known.push(value);
  else into.set(key, [value]);
}

const labelKey = (namespace: string, label: string, value: string) => `${namespace}/${label}=${value}`;

/** The units behind a service: those its endpoints name, else those its selector takes. */
function unitsBehind(cluster: Cluster, service: ServiceFact): readonly Unit[] {
  const { byLabel, slices } = indexOf(cluster);
  const named = new Set(
    (slices.get(`${service.namespace}/${service.name}`) ?? []).flatMap(({ pods }) => pods),
  );
  if (named.size > 0)
    return [...named].flatMap((name) =>
      (cluster.unitsByName.get(name) ?? []).filter(({ namespace }) => namespace === service.namespace),
    );
  const { selector } = service;
  if (selector === null) return [];
  let fewest: readonly Unit[] | null = null;
  for (const [label, value] of Object.entries(selector)) {
    const found = byLabel.get(labelKey(service.namespace, label, value)) ?? [];
    if (fewest === null || found.length < fewest.length) fewest = found;
  }
  return (fewest ?? []).filter(({ labels }) =>
    Object.entries(selector).every(([label, value]) => labels[label] === value),
  );
}

/** The containers that listen on a port of the service; all of the pod where none says that it does. */
function listening(unit: Unit, service: ServiceFact): readonly Container[] {
  const targets = new Set(service.ports.map(({ port, target }) => target ?? port));
  const running = unit.containers.filter(({ fact }) => fact.role === 'container' || fact.role === 'sidecar');
  const found = running.filter(({ fact }) =>
    fact.ports.some(({ port, name }) => targets.has(port) || (name !== null && targets.has(name))),
  );
  return found.length > 0 ? found : running;
}

/** What lets connections from outside the cluster in; null where nothing does. */
export function exposedBy({
  type,
  externalIps,
  sourceRanges,
  ref,
}: ServiceFact): { readonly says: string; readonly ref: EvidenceRef; readonly limits: string } | null {
  const below = (pointer: string) => ({ ...ref, pointer: `${ref.pointer}${pointer}` });
  const firewall = 'the network in front of the cluster lets strangers through';
  if (type === 'LoadBalancer') {
    const open = sourceRanges.length === 0 || sourceRanges.includes('0.0.0.0/0');
    return {
      says: 'a load balancer leads to it',
      ref: below('/spec/type'),
      limits: open
        ? 'the load balancer has an address that strangers reach'
        : `the stranger comes from ${sourceRanges.slice(0, 3).join(' or ')}`,
    };
  }
  if (type === 'NodePort')
    return { says: 'a port of every node leads to it', ref: below('/spec/type'), limits: firewall };
  if (externalIps.length > 0)
    return { says: 'an external address leads to it', ref: below('/spec/externalIPs'), limits: firewall };
  return null;
}

export const exposedService: Rule = {
  id: 'k8s-exposed-service',
  title: 'A service that is reached from outside the cluster',
  kind: 'can-connect-to',
  techniques: ['T1133', 'T1190'],
  enables: 'Strangers send requests to the pods behind it.',
  fix: 'Give the service no address outside, or limit the source ranges and put authentication in front of it.',
  references: [SERVICES],
  subject: 'service',
  derive({ fact }, _scene, emit) {
    const exposed = exposedBy(fact);
    if (!exposed) return;
    const outcome = conditional(exposed.limits, [
      step(exposed.ref, `${fact.name} is reached from outside: ${exposed.says}.`),
    ]);
    emit(
      relationOf(
        'can-connect-to',
        'k8s-exposed-service',
        { id: 'internet', ref: fact.ref },
        fact.id,
        outcome,
        '',
      ) as Relation,
    );
  },
};

export const serviceEndpoint: Rule = {
  id: 'k8s-endpoint',
  title: 'A service leads to a container',
  kind: 'can-connect-to',
  techniques: ['T1190', 'T1210'],
  enables: 'Who connects to the service talks to what listens in the container.',
  fix: 'Keep what listens patched, and give its service account nothing.',
  references: [SERVICES],
  subject: 'service',
  derive({ cluster, fact }, _scene, emit) {
    for (const unit of unitsBehind(cluster, fact)) {
      const seen = { ...HOLDS, steps: [step(fact.ref, `${fact.name} leads to ${unit.name}.`)] };
      const flaw = conditional('what listens in the container lets who connects run code in it');
      const outcome = all([seen, flaw, ...fences(cluster, unit), stillRuns(unit)]);
      for (const { id } of listening(unit, fact))
        emit(relationOf('can-connect-to', 'k8s-endpoint', fact, id, outcome, '') as Relation);
    }
  },
};

/** Network policies about the pod; those in the network of the node are bound by none. */
function fences(cluster: Cluster, unit: Unit) {
  if (unit.spec.hostNetwork) return [];
  return (indexOf(cluster).policies.get(unit.namespace) ?? [])
    .filter(({ podSelector }) => selects(podSelector, unit.labels))
    .slice(0, 1)
    .map((policy) =>
      conditional(`the network policy ${policy.name} lets the connection in`, [
        step(policy.ref, `The network policy ${policy.name} says what may connect to ${unit.name}.`),
      ]),
    );
}
