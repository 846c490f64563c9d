import type { Principal } from '../../../aws/estate/estate.ts';
import { reach } from '../../../aws/estate/permissions.ts';
import { isNothing } from '../../../aws/estate/touch.ts';
import { judge } from '../../judge.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule, Scene } from '../../rule.ts';
import { type EksPair, eksPairs } from './eks-clusters.ts';

const ADMIN_POLICY = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';

/** From AWS principals to clusters into which they may let themselves, as administrators. */
export const grantAccess: Rule = {
  id: 'eks-grant-access',
  title:
    'Let oneself into a cluster as its administrator (eks:CreateAccessEntry + eks:AssociateAccessPolicy)',
  kind: 'can-escalate-to',
  techniques: ['T1098.003', 'T1078.004'],
  enables:
    'The principal makes an access entry for a principal it has, with the access policy of cluster administrators.',
  fix: 'Allow eks:CreateAccessEntry and eks:AssociateAccessPolicy to few, with conditions on eks:policyArn and eks:principalArn.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html',
  ],
  subject: 'principal',
  derive(principal, scene, emit) {
    if (isNothing(reach(principal.set, 'eks:AssociateAccessPolicy'))) return;
    // What an administrator of the account reaches is told by the account itself.
    if (scene.administrators.administers(principal).verdict === 'allow') return;
    for (const pair of clustersIn(principal.account, scene)) {
      const relation = relationOf(
        'can-escalate-to',
        'eks-grant-access',
        principal,
        `k8s://${pair.name}`,
        outcomeOf(principal, pair),
        `${principal.name} may make access entries of ${pair.eks.name}.`,
      );
      if (relation) emit(relation);
    }
  },
  explain(from, to, scene) {
    const principal = scene.aws.principals.get(from);
    const pair = principal && clustersIn(principal.account, scene).find(({ name }) => `k8s://${name}` === to);
    return principal && pair ? outcomeOf(principal, pair).blockers : [];
  },
};

/** From accounts to their clusters: an administrator lets himself in by the same way. */
export const accountControlsClusters: Rule = {
  id: 'eks-account-controls',
  title: 'Administrators of an account can let themselves into its clusters',
  kind: 'controls',
  techniques: ['T1098.003'],
  enables:
    'An administrator of the account makes an access entry for himself with the policy of cluster administrators.',
  fix: 'Keep administrators of the account few, or keep eks:CreateAccessEntry from them by the organization.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html'],
  subject: 'account',
  derive(account, scene, emit) {
    for (const pair of clustersIn(account.id, scene)) {
      const says = `An administrator of account ${account.id} can make an access entry of ${pair.eks.name}.`;
      const relation = relationOf(
        'controls',
        'eks-account-controls',
        { id: account.arn, ref: pair.eks.ref },
        `k8s://${pair.name}`,
        all([{ ...HOLDS, steps: [step(pair.eks.ref, says)] }, pair.same]),
        says,
      );
      if (relation) emit(relation);
    }
  },
};

function clustersIn(account: string, scene: Scene): readonly EksPair[] {
  return eksPairs(scene).filter(({ eks }) => eks.account === account);
}

function outcomeOf(principal: Principal, { eks, same }: EksPair): Outcome {
  const entry = entryArn(principal, eks.arn);
  const ask = (action: string, resource: string) =>
    judge(principal, principal.set, action, resource, {
      resourceAccount: eks.account,
      context: {
        ...(eks.region === null ? {} : { 'aws:RequestedRegion': eks.region }),
        'eks:principalArn': principal.arn,
        'eks:policyArn': ADMIN_POLICY,
        'eks:accessScope': 'cluster',
        'eks:accessEntryType': 'STANDARD',
        'eks:clusterName': eks.name,
      },
    });
  const own = eks.accessEntries.find(({ principalArn }) => principalArn === principal.arn);
  const outcomes = [
    own === undefined
      ? ask('eks:CreateAccessEntry', eks.arn)
      : { ...HOLDS, steps: [step(own.ref, `${principal.name} has an access entry already.`)] },
    ask('eks:AssociateAccessPolicy', entry),
    same,
  ];
  if (eks.authenticationMode === 'CONFIG_MAP')
    // Access entries count for nothing until the mode is changed, which cannot be undone.
    outcomes.push(ask('eks:UpdateClusterConfig', eks.arn));
  if (eks.authenticationMode === null)
    outcomes.push(
      conditional('the cluster’s authentication mode is not CONFIG_MAP (eks:DescribeCluster does not say)'),
    );
  return all(outcomes);
}

/** `arn:aws:eks:REGION:ACCOUNT:access-entry/CLUSTER/role/ACCOUNT/NAME/ID`, of an entry that is yet to be made. */
function entryArn({ arn, kind, account }: Principal, cluster: string): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const id = '00000000-0000-4000-8000-000000000000';
  return `${cluster.replace(/:cluster\//, ':access-entry/')}/${kind}/${account}/${name}/${id}`;
}
