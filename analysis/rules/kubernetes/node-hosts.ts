import type { EvidenceRef, Relation } from '../../../schema/records.ts';
import type { Cluster, Unit } from '../../kubernetes/estate/cluster.ts';
import { anyNodeId, objectId } from '../../kubernetes/ids.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { onNode } from './escape-rules.ts';
import { nodeUserId } from './node-user.ts';
import { NODE_AUTHORIZER } from './pages.ts';
import { placeScopeOf } from './placed-on.ts';
import { placementOf } from './placement.ts';
import { stillRuns } from './pod-rules.ts';
import { tokenIn } from './tokens.ts';
import { unitsOn } from './units-on.ts';

/** The nodes that host a unit, each with what is left to hold. Of very many nodes none is told to host a pod without one. */
function* hostsOf(unit: Unit): Generator<readonly [string, string, Outcome]> {
  const { cluster } = unit;
  const place = placementOf(unit);
  if (place.kind === 'node') yield [objectId(cluster.name, 'node', null, place.name), place.name, HOLDS];
  else if (place.kind === 'unknown')
    yield [
      anyNodeId(cluster.name),
      '?',
      conditional(`${unit.name} is placed on the same node`, [
        step(unit.spec.ref, `${unit.name} names no node to run on.`),
      ]),
    ];
  else if (placeScopeOf(unit) !== null)
    yield [
      placeScopeOf(unit) as string,
      '',
      conditional(`${unit.name} is placed on the same node`, [
        step(unit.spec.ref, `${unit.name} names no node to run on.`),
      ]),
    ];
  else for (const { id, name } of place.nodes) yield [id, name, onNode(unit, name)];
}

export const nodeHosts: Rule = {
  id: 'k8s-node-hosts',
  title: 'Root on a node is in every pod of it',
  kind: 'hosts',
  techniques: ['T1610', 'T1552.001'],
  enables: 'The files, processes and tokens of every pod on the node.',
  fix: 'Keep workloads with more power on nodes of their own.',
  references: [NODE_AUTHORIZER],
  subject: 'pod',
  derive(unit, _scene, emit) {
    const runs = stillRuns(unit);
    for (const [node, name, placed] of hostsOf(unit)) {
      const seen = {
        ...HOLDS,
        steps: placed === HOLDS ? [step(unit.spec.ref, `${unit.name} runs on ${name}.`)] : [],
      };
      emit(
        relationOf(
          'hosts',
          'k8s-node-hosts',
          { id: node, ref: unit.ref },
          unit.id,
          all([seen, placed, runs]),
          '',
        ) as Relation,
      );
    }
  },
};

export const runsOn: Rule = {
  id: 'k8s-runs-on',
  title: 'A pod runs on a node',
  kind: 'runs-on',
  techniques: [],
  enables: 'It says where the pod is; power is told from the node.',
  fix: 'Keep workloads with more power on nodes of their own.',
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
  subject: 'pod',
  derive(unit, _scene, emit) {
    const place = placementOf(unit);
    if (place.kind !== 'node') return;
    const ref = { ...unit.spec.ref, pointer: `${unit.spec.ref.pointer}/nodeName` };
    const outcome = { ...HOLDS, steps: [step(ref, `${unit.name} runs on ${place.name}.`)] };
    emit(
      relationOf(
        'runs-on',
        'k8s-runs-on',
        unit,
        objectId(unit.cluster.name, 'node', null, place.name),
        outcome,
        '',
      ) as Relation,
    );
  },
};

export const nodeAuthenticates: Rule = {
  id: 'k8s-node-user',
  title: 'Root on a node has its kubelet’s credential',
  kind: 'authenticates-as',
  techniques: ['T1552.001'],
  enables:
    'The node is itself to the API server: it reads what its pods mount, and has tokens of their accounts.',
  fix: 'Rotate the kubelet’s certificate when a node was lost, and remove the node.',
  references: [NODE_AUTHORIZER],
  subject: 'node',
  derive({ id, name, cluster, fact }, _scene, emit) {
    const ref = fact?.ref ?? cluster.ref;
    const says = `The kubelet of ${name} is the user system:node:${name}.`;
    const outcome = { ...HOLDS, steps: [step(ref, says)] };
    emit(
      relationOf(
        'authenticates-as',
        'k8s-node-user',
        { id, ref },
        nodeUserId(cluster, name),
        outcome,
        says,
      ) as Relation,
    );
  },
};

interface OnNode {
  readonly to: string;
  readonly says: string;
  readonly ref: EvidenceRef;
  readonly outcome: Outcome;
}

/** What the node authorizer gives a kubelet: the service accounts and secrets of the pods that are bound to its node. */
function* givenTo(cluster: Cluster, node: string): Generator<OnNode> {
  const placed: Outcome = node === '?' ? conditional('the pod is placed on the same node') : HOLDS;
  for (const unit of unitsOn(cluster, node)) {
    if (unit.mirror) continue;
    const outcome = all([placed, stillRuns(unit)]);
    const [container] = unit.containers.filter((each) => tokenIn(each).verdict !== 'deny');
    if (unit.account !== null && container)
      yield {
        to: unit.account,
        says: `The node may have a token of ${unit.spec.serviceAccount}, as whom ${unit.name} on it runs.`,
        ref: unit.spec.ref,
        outcome,
      };
    for (const [secret, ref] of secretsOf(unit))
      yield {
        to: objectId(cluster.name, 'secret', unit.namespace, secret),
        says: `The node may read the secret ${secret}, which ${unit.name} on it uses.`,
        ref,
        outcome,
      };
  }
}

function* secretsOf({ spec }: Unit): Generator<readonly [string, EvidenceRef]> {
  for (const volume of spec.volumes) {
    if (volume.type === 'secret') yield [volume.secret, volume.ref];
    if (volume.type === 'projected') for (const secret of volume.secrets) yield [secret, volume.ref];
  }
  for (const { secretEnv } of spec.containers) for (const { secret, ref } of secretEnv) yield [secret, ref];
  for (const secret of spec.imagePullSecrets) yield [secret, spec.ref];
}

function authorizedRule(
  info: Pick<Rule, 'id' | 'title' | 'kind' | 'techniques' | 'enables' | 'fix'>,
  word: string,
): Rule {
  return {
    ...info,
    references: [NODE_AUTHORIZER],
    subject: 'node',
    derive({ name, cluster }, _scene, emit) {
      const from = nodeUserId(cluster, name);
      const best = new Map<string, OnNode>();
      for (const each of givenTo(cluster, name)) {
        const { to, outcome } = each;
        if (!to.startsWith(`k8s://${cluster.name}/${word}/`)) continue;
        if (word === 'secret' && !cluster.secretById.has(to) && cluster.isComplete('list v1/secrets'))
          continue;
        // A pod that surely is there tells more than one that may be.
        if (!best.has(to) || (outcome.verdict === 'allow' && best.get(to)?.outcome.verdict !== 'allow'))
          best.set(to, each);
      }
      for (const { to, says, ref, outcome } of best.values()) {
        const seen = { ...HOLDS, steps: [step(ref, says)] };
        emit(relationOf(info.kind, info.id, { id: from, ref }, to, all([seen, outcome]), says) as Relation);
      }
    },
  };
}

export const nodeTokens = authorizedRule(
  {
    id: 'k8s-node-token',
    title: 'A node has tokens of the accounts of its pods',
    kind: 'can-become',
    techniques: ['T1528'],
    enables:
      'The node authorizer lets a kubelet request tokens for the pods that are bound to its node, and for no others.',
    fix: 'Keep workloads whose accounts may do much on nodes of their own.',
  },
  'serviceaccount',
);

export const nodeSecrets = authorizedRule(
  {
    id: 'k8s-node-secret',
    title: 'A node reads the secrets of its pods',
    kind: 'can-read',
    techniques: ['T1552.007'],
    enables:
      'The node authorizer lets a kubelet read the secrets that pods bound to its node use, and no others.',
    fix: 'Keep workloads with valuable secrets on nodes of their own.',
  },
  'secret',
);
