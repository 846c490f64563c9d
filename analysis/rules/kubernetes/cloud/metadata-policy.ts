import { isJsonObject, type Json } from '../../../../schema/json.ts';
import type { Cluster, Unit } from '../../../kubernetes/estate/cluster.ts';
import { selects } from '../../../kubernetes/evaluate/selector.ts';
import type { NetworkPolicyFact } from '../../../kubernetes/read/facts.ts';

const METADATA = [169, 254, 169, 254] as const;

/**
 * A policy that keeps the pod from the metadata service: some policy limits what it may send, and none of those lets it
 * (Kubernetes, "Network Policies": what several policies allow adds up). Null where it is not kept from it.
 */
export function keepsFromMetadata({ cluster, namespace, labels }: Unit): NetworkPolicyFact | null {
  const about = (egressPolicies(cluster).get(namespace) ?? []).filter((policy) =>
    selects(policy.podSelector, labels),
  );
  return about.some(letsOut) ? null : (about[0] ?? null);
}

const byCluster = new WeakMap<Cluster, ReadonlyMap<string, readonly NetworkPolicyFact[]>>();

function egressPolicies(cluster: Cluster): ReadonlyMap<string, readonly NetworkPolicyFact[]> {
  let found = byCluster.get(cluster);
  if (!found) {
    found = Map.groupBy(
      cluster.fact.networkPolicies.filter(({ egress }) => egress),
      ({ namespace }) => namespace,
    );
    byCluster.set(cluster, found);
  }
  return found;
}

function letsOut({ spec }: NetworkPolicyFact): boolean {
  const egress = isJsonObject(spec) && Array.isArray(spec.egress) ? (spec.egress as readonly Json[]) : [];
  return egress.some((rule) => {
    if (!isJsonObject(rule) || !portFits(rule.ports)) return false;
    // A rule without peers is about all of them.
    if (!Array.isArray(rule.to) || rule.to.length === 0) return true;
    return (rule.to as readonly Json[]).some((peer) => isJsonObject(peer) && blockFits(peer.ipBlock));
  });
}

/** The service listens on TCP port 80. */
function portFits(ports: Json | undefined): boolean {
  if (!Array.isArray(ports) || ports.length === 0) return true;
  return (ports as readonly Json[]).some((each) => {
    if (!isJsonObject(each) || (each.protocol ?? 'TCP') !== 'TCP') return false;
    const { port, endPort } = each;
    if (port === undefined || typeof port === 'string') return true;
    return typeof port === 'number' && port <= 80 && 80 <= (typeof endPort === 'number' ? endPort : port);
  });
}

function blockFits(block: Json | undefined): boolean {
  if (!isJsonObject(block) || typeof block.cidr !== 'string' || !holds(block.cidr)) return false;
  const except = Array.isArray(block.except) ? block.except : [];
  return !except.some((each) => typeof each === 'string' && holds(each));
}

/** Whether an IPv4 range holds the address of the metadata service. */
function holds(cidr: string): boolean {
  const [, a, b, c, d, length] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr) ?? [];
  if (length === undefined) return false;
  const number = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(number([a, b, c, d].map(Number)) / size) === Math.floor(number(METADATA) / size);
}
