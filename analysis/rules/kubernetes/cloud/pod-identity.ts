import type { Role } from '../../../aws/estate/estate.ts';
import type { EksPodIdentityFact } from '../../../aws/read/eks.ts';
import { objectId } from '../../../kubernetes/ids.ts';
import { all, conditional, HOLDS, type Outcome, step, unknown } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule } from '../../rule.ts';
import { admits } from '../../workloads/service-roles.ts';
import { type EksPair, eksPairs } from './eks-clusters.ts';

export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

/** From service accounts to the roles that EKS Pod Identity hands to their pods. */
export const podIdentity: Rule = {
  id: 'eks-pod-identity',
  title: 'EKS Pod Identity gives pods of a service account a role',
  kind: 'can-assume',
  techniques: ['T1552.007', 'T1078.004'],
  enables: 'Code in any pod of the service account asks the agent on its node for credentials of the role.',
  fix: 'Delete the association where pods do not need the role, and let few start pods as the service account.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html'],
  subject: 'account',
  derive(account, scene, emit) {
    for (const pair of eksPairs(scene)) {
      if (pair.eks.account !== account.id) continue;
      for (const association of pair.eks.podIdentity) {
        const role =
          scene.aws.principals.get(association.roleArn) ?? scene.aws.byArn.get(association.roleArn);
        const relation = relationOf(
          'can-assume',
          'eks-pod-identity',
          {
            id: objectId(pair.name, 'serviceaccount', association.namespace, association.serviceAccount),
            ref: association.ref,
          },
          role?.id ?? association.roleArn,
          outcomeOf(pair, association, role?.kind === 'role' ? (role as Role) : null),
          '',
        );
        if (relation) emit(relation);
      }
    }
  },
};

function outcomeOf(pair: EksPair, association: EksPodIdentityFact, role: Role | null): Outcome {
  const { namespace, serviceAccount, ref } = association;
  const says = `Pods of ${namespace}/${serviceAccount} in ${pair.eks.name} are associated with ${association.roleArn}.`;
  const outcomes: Outcome[] = [{ ...HOLDS, steps: [step(ref, says)] }, pair.same];
  if (association.sessionPolicy)
    outcomes.push(
      conditional('the session policy of the association, which caps the role, allows what is asked'),
    );
  if (role === null)
    outcomes.push(
      unknown('iam:GetAccountAuthorizationDetails: the role and what it trusts were not collected'),
    );
  else if (role.trust)
    for (const action of ['sts:AssumeRole', 'sts:TagSession'] as const)
      outcomes.push(
        admits(
          role,
          POD_IDENTITY_SERVICE,
          {
            'aws:SourceArn': pair.eks.arn,
            'aws:SourceAccount': pair.eks.account,
            'aws:RequestTag/eks-cluster-arn': pair.eks.arn,
            'aws:RequestTag/eks-cluster-name': pair.eks.name,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
          action,
        ),
      );
  return all(outcomes);
}
