import { principalNamed } from '../../../aws/estate/estate.ts';
import type { EksAccessEntryFact } from '../../../aws/read/eks.ts';
import { objectId } from '../../../kubernetes/ids.ts';
import { all, conditional, HOLDS, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Emit, Rule, Scene } from '../../rule.ts';
import { isWholeClusterAdmin } from './access-policies.ts';
import { type EksPair, eksPairs } from './eks-clusters.ts';

/** From AWS principals to the users and groups of a cluster that access entries of EKS make them. */
export const accessEntries: Rule = {
  id: 'eks-access-entry',
  title: 'An access entry lets an AWS principal into a cluster',
  kind: 'acts-as',
  techniques: ['T1078.004'],
  enables:
    'Whoever has a session of the principal is the user of the entry in the cluster, and in its groups.',
  fix: 'Remove the access entry, or the group or access policy that it does not need (aws eks delete-access-entry).',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html'],
  subject: 'account',
  derive(account, scene, emit) {
    for (const pair of eksPairs(scene)) {
      if (pair.eks.account !== account.id || pair.eks.authenticationMode === 'CONFIG_MAP') continue;
      for (const entry of pair.eks.accessEntries) entryRelations(pair, entry, scene, emit);
    }
  },
};

function entryRelations(pair: EksPair, entry: EksAccessEntryFact, scene: Scene, emit: Emit): void {
  const from = {
    id: principalNamed(scene.aws, entry.principalArn)?.id ?? entry.principalArn,
    ref: entry.ref,
  };
  const tell = (to: string, says: string, condition: string | null = null) => {
    const holds = { ...HOLDS, steps: [step(entry.ref, says)] };
    const relation = relationOf(
      'acts-as',
      'eks-access-entry',
      from,
      to,
      all([holds, pair.same, ...(condition === null ? [] : [conditional(condition)])]),
      says,
    );
    if (relation) emit(relation);
  };
  for (const group of entry.groups)
    tell(
      objectId(pair.name, 'group', null, group),
      `The access entry of ${entry.principalArn} in ${pair.eks.name} puts it into the group ${group}.`,
      group === 'system:nodes' ? ITS_OWN_NODE : null,
    );
  if (entry.username !== null)
    tell(
      objectId(pair.name, 'user', null, entry.username),
      `The access entry of ${entry.principalArn} in ${pair.eks.name} names the user ${entry.username}.`,
    );
  // Where the cluster itself was collected, its rules derive this from what the policy gives the user.
  for (const policy of entry.policies)
    if (pair.cluster === null && isWholeClusterAdmin(policy)) {
      const says = `The access policy ${policy.arn.slice(policy.arn.lastIndexOf('/') + 1)} is associated for the whole cluster.`;
      const relation = relationOf(
        'administers-cluster',
        'eks-access-entry',
        from,
        `k8s://${pair.name}`,
        { ...HOLDS, steps: [step(policy.ref, says)] },
        says,
      );
      if (relation) emit(relation);
    }
}

export const ITS_OWN_NODE =
  'the session is that of a node’s instance: the node authorizer lets it at what runs on that node';
