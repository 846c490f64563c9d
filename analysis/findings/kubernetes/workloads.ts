import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import type { Unit } from '../../kubernetes/estate/cluster.ts';
import { ESCAPE_RULES } from '../../rules/kubernetes/escape-rules.ts';
import { placementOf } from '../../rules/kubernetes/placement.ts';
import { exposedService, serviceEndpoint } from '../../rules/kubernetes/services.ts';
import { tokenIn } from '../../rules/kubernetes/tokens.ts';
import { unitsOn } from '../../rules/kubernetes/units-on.ts';
import type { Scene } from '../../rules/rule.ts';
import type { FindingRule } from '../finding-rule.ts';
import { cloudRolesOf } from './cloud-roles.ts';
import { nameOf, ownPower, proofOf } from './own-power.ts';

/** Accounts with power that the units run as, each with the first relation that shows it. */
function powerful(units: readonly Unit[], scene: Scene): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  for (const unit of units) {
    if (unit.account === null || found.has(unit.account)) continue;
    if (!unit.containers.some((each) => tokenIn(each).verdict === 'allow')) continue;
    const identity = unit.cluster.identityById.get(unit.account);
    const [first] = identity ? ownPower(identity, scene) : [];
    if (first) found.set(unit.account, first);
  }
  return found;
}

export const escapingPod: FindingRule = {
  id: 'k8s-pod-takes-node',
  title: 'A pod can take over its node',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1611'],
  why: 'Whoever runs code in the pod is root on the node, and so in every pod on it, with their service accounts and secrets.',
  remediation:
    'Take the field in the proof away. Keep what needs the node on nodes apart from workloads whose accounts may do much.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  subject: 'pod',
  find(unit, scene, emit) {
    const ways: Relation[] = [];
    for (const rule of ESCAPE_RULES) ask(rule, unit, scene, ways);
    if (ways.length === 0) return;
    const place = placementOf(unit);
    const name = place.kind === 'node' ? place.name : '?';
    const others = powerful(
      unitsOn(unit.cluster, name).filter((each) => each !== unit),
      scene,
    );
    const accounts = [...others.keys()];
    const reached =
      accounts.length === 0
        ? ''
        : `, and with it ${accounts.length === 1 ? 'an account' : `${accounts.length} accounts`} with power`;
    const [first] = others.values();
    emit({
      entity: unit.id,
      title: `${unit.namespace}/${unit.name} can take over its node${reached}`,
      severity: accounts.length > 0 ? 'high' : 'medium',
      proof: proofOf([...ways.slice(0, 4), ...(first ? [first] : [])]),
      conditions: [...new Set(ways.flatMap(({ conditions }) => conditions))].slice(0, 6),
      attributes: { rules: [...new Set(ways.map(({ rule }) => rule))], accounts: accounts.slice(0, 20) },
    });
  },
};

export const exposedWorkload: FindingRule = {
  id: 'k8s-exposed-workload-with-power',
  title: 'A workload that is reached from outside runs as somebody with power',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1190', 'T1528'],
  why: 'A flaw in what listens gives strangers the service account of the pod, and what the account is given in the cluster and in a cloud.',
  remediation:
    'Give the exposed workload an account without permissions and mount no token; move what needs them behind it.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
  subject: 'service',
  find(service, scene, emit) {
    const outside: Relation[] = [];
    ask(exposedService, service, scene, outside);
    if (outside.length === 0) return;
    const inside: Relation[] = [];
    ask(serviceEndpoint, service, scene, inside);
    const ends = new Set(inside.map(({ to }) => to));
    const { cluster, fact } = service;
    const told = new Set<string>();
    for (const unit of cluster.namespaceByName.get(fact.namespace)?.units ?? []) {
      const { account } = unit;
      if (account === null || told.has(account)) continue;
      const reached = unit.containers.filter(({ id }) => ends.has(id));
      if (!reached.some((each) => tokenIn(each).verdict === 'allow')) continue;
      const identity = cluster.identityById.get(account);
      if (!identity) continue;
      told.add(account);
      const roles = cloudRolesOf(scene).get(account) ?? [];
      const power = [...roles, ...ownPower(identity, scene)];
      if (power.length === 0) continue;
      const cloud =
        roles.length > 0
          ? `, who has ${roles.length === 1 ? 'a role' : `${roles.length} roles`} of a cloud`
          : '';
      emit({
        entity: unit.id,
        detail: fact.id,
        title: `${unit.namespace}/${unit.name} is reached from outside by ${fact.name} and runs as ${nameOf(identity)}${cloud}`,
        severity: 'high',
        proof: proofOf([...outside, ...inside.slice(0, 1), ...power.slice(0, 3)]),
        conditions: [...new Set([...outside, ...inside.slice(0, 1)].flatMap(({ conditions }) => conditions))],
        attributes: { service: fact.id, account, roles: roles.map(({ to }) => to) },
      });
    }
  },
};
