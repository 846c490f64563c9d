import type { EksNodeGroupFact } from '../../../aws/read/eks.ts';
import type { WorkloadFact } from '../../../aws/read/facts.ts';
import type { Cluster, Unit } from '../../../kubernetes/estate/cluster.ts';
import type { NodeFact } from '../../../kubernetes/read/facts.ts';
import { all, blocked, conditional, HOLDS, type Outcome, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule, Scene } from '../../rule.ts';
import { roleOf, workloadsOf } from '../../workloads/listings.ts';
import { placementOf } from '../placement.ts';
import { eksPairs } from './eks-clusters.ts';
import { keepsFromMetadata } from './metadata-policy.ts';

/** The role of a node, and what is known of the instance that the node is. */
interface NodeRole {
  readonly id: string;
  readonly instance: WorkloadFact | null;
  readonly seen: Outcome;
}

/** From nodes to the roles of their instances. */
export const nodeRole: Rule = {
  id: 'k8s-node-role',
  title: 'Root on a node has the role of its instance',
  kind: 'runs-as',
  techniques: ['T1552.005'],
  enables: 'The instance’s metadata service hands the credentials of its role to every process of the node.',
  fix: 'Give the nodes’ role what nodes need and no more; give pods roles of their own.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html'],
  subject: 'node',
  derive({ id, cluster, fact }, scene, emit) {
    const role = fact && roleOfNode(fact, cluster, scene);
    if (!fact || !role) return;
    const relation = relationOf('runs-as', 'k8s-node-role', { id, ref: fact.ref }, role.id, role.seen, '');
    if (relation) emit(relation);
  },
};

/** From containers to the role of the node they run on, through the metadata service. */
export const metadataService: Rule = {
  id: 'k8s-metadata-service',
  title: 'A container reaches the metadata service of its node',
  kind: 'can-assume',
  techniques: ['T1552.005'],
  enables: 'Code in the container asks the metadata service for the credentials of the node’s role.',
  fix: 'Require tokens with a hop limit of 1 on the instances, and keep pods from 169.254.169.254 by network policy.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
  ],
  subject: 'pod',
  derive(unit, scene, emit) {
    for (const [node, placed] of nodesOf(unit)) {
      const role = roleOfNode(node, unit.cluster, scene);
      if (!role) continue;
      const outcome = all([role.seen, placed, reaches(unit, role.instance)]);
      for (const { id, fact } of unit.containers) {
        const relation = relationOf(
          'can-assume',
          'k8s-metadata-service',
          { id, ref: fact.ref },
          role.id,
          outcome,
          '',
        );
        if (relation) emit(relation);
      }
    }
  },
};

/** Nodes with different roles only: the first of each says what there is to say. */
function* nodesOf(unit: Unit): Generator<readonly [NodeFact, Outcome]> {
  const place = placementOf(unit);
  if (place.kind === 'node') {
    const node = unit.cluster.nodes.get(place.name);
    if (node) yield [node, HOLDS];
    return;
  }
  if (place.kind !== 'some') return;
  const groups = new Set<string>();
  for (const node of place.nodes) {
    const group = node.labels[NODE_GROUP] ?? node.name;
    if (groups.has(group) || groups.size >= MOST_GROUPS) continue;
    groups.add(group);
    yield [node, conditional(`the pod is placed on ${node.name} or one like it`)];
  }
}

const NODE_GROUP = 'eks.amazonaws.com/nodegroup';
const MOST_GROUPS = 16;

const known = new WeakMap<Scene, Map<NodeFact, NodeRole | null>>();

/** Asked once for each node, however many pods are on it. */
function roleOfNode(node: NodeFact, cluster: Cluster, scene: Scene): NodeRole | null {
  let ofScene = known.get(scene);
  if (!ofScene) {
    ofScene = new Map();
    known.set(scene, ofScene);
  }
  let found = ofScene.get(node);
  if (found === undefined) {
    found = findRole(node, cluster, scene);
    ofScene.set(node, found);
  }
  return found;
}

function findRole(node: NodeFact, cluster: Cluster, scene: Scene): NodeRole | null {
  const [, instanceId] = /^aws:\/\/\/[^/]*\/(i-[0-9a-f]+)$/.exec(node.providerId ?? '') ?? [];
  if (instanceId === undefined) return null;
  for (const account of scene.aws.accounts.keys())
    for (const instance of workloadsOf(scene.aws, account, 'ec2-instance')) {
      if (!instance.arn.endsWith(`:instance/${instanceId}`)) continue;
      const role = roleOf(scene.aws, instance);
      if (role)
        return {
          id: role.id,
          instance,
          seen: {
            ...HOLDS,
            steps: [
              step(node.ref, `${node.name} is the instance ${instanceId}.`),
              step(instance.ref, `${instanceId} runs as ${role.name}.`),
            ],
          },
        };
    }
  const pair = eksPairs(scene).find((each) => each.cluster === cluster.fact);
  const group = pair?.eks.nodeGroups.find(({ name }: EksNodeGroupFact) => name === node.labels[NODE_GROUP]);
  if (!pair || group?.nodeRole == null) return null;
  const found = scene.aws.byArn.get(group.nodeRole);
  return {
    id: found?.id ?? group.nodeRole,
    instance: null,
    seen: all([
      {
        ...HOLDS,
        steps: [
          step(node.ref, `${node.name} is of the node group ${group.name}.`),
          step(group.ref, `Nodes of ${group.name} run as ${group.nodeRole}.`),
        ],
      },
      pair.same,
    ]),
  };
}

/** Whether the metadata service answers the pod. */
function reaches(unit: Unit, instance: WorkloadFact | null): Outcome {
  if (unit.ended !== null) return blocked(unit.ref, `The pod has ended (${unit.ended}).`);
  // Network policies do not bind pods on the host’s network, nor is there a hop between.
  if (unit.spec.hostNetwork)
    return { ...HOLDS, steps: [step(unit.spec.ref, `${unit.name} is on the network of its node.`)] };
  const outcomes: Outcome[] = [hop(instance)];
  const policy = keepsFromMetadata(unit);
  if (policy !== null)
    outcomes.push(
      conditional(
        'network policies are not enforced in the cluster: one keeps the pod from the metadata service',
        [step(policy.ref, `${policy.namespace}/${policy.name} keeps pods from 169.254.169.254.`)],
      ),
    );
  return all(outcomes);
}

/** An answer to a request for a token goes no further than the hop limit; without tokens there is no such answer. */
function hop(instance: WorkloadFact | null): Outcome {
  const open =
    'the metadata service of the instance answers pods (a hop limit of 2 or more, or no tokens required)';
  if (instance === null)
    return conditional(`${open}; ec2:DescribeInstances says it of instances that were collected`);
  const { tokensRequired, hopLimit } = instance.attributes;
  const at = step(instance.ref, `Tokens ${tokensRequired}, hop limit ${hopLimit}.`);
  if (tokensRequired === 'optional' || (typeof hopLimit === 'number' && hopLimit > 1))
    return { ...HOLDS, steps: [at] };
  if (tokensRequired === 'required' && hopLimit === 1)
    return blocked(
      instance.ref,
      `${instance.name} requires tokens, whose answers do not reach pods (hop limit 1).`,
    );
  return conditional(open, [at]);
}
