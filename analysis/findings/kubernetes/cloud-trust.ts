import type { Role } from '../../aws/estate/estate.ts';
import { admitted, clustersTrusted, issuerHost, ROLE_ANNOTATION } from '../../rules/kubernetes/cloud/irsa.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

const PAGE = 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html';

export const annotationWithoutTrust: FindingRule = {
  id: 'k8s-annotation-without-trust',
  title: 'A service account names a role that does not trust it',
  severity: 'low',
  confidence: 'high',
  techniques: [],
  why: 'Pods are given a token for a role that refuses it. What should run with the role does not, and whoever mends it in a hurry may trust more than this service account.',
  remediation:
    'Take the annotation away, or trust this one service account, with conditions on the subject and the audience.',
  references: [PAGE],
  subject: 'cluster',
  find({ fact }, scene, emit) {
    // Without the issuer nothing can be said of the trust.
    if (issuerHost(fact, scene) === null) return;
    for (const account of fact.serviceAccounts) {
      const arn = account.annotations[ROLE_ANNOTATION];
      const role = arn === undefined ? undefined : scene.aws.byArn.get(arn);
      if (role?.kind !== 'role') continue;
      const { trust } = (role as Role).fact;
      if (!trust) continue;
      const ways = clustersTrusted(role as Role, scene)
        .filter(({ cluster }) => cluster === fact)
        .map((way) => admitted(role as Role, way.trusted.provider, way.host, fact, account, scene));
      if (ways.some(({ verdict }) => verdict !== 'deny')) continue;
      emit({
        entity: account.id,
        title: `The service account ${account.namespace}/${account.name} names the role ${role.name}, which does not trust it`,
        proof: [
          step(account.ref, `The annotation ${ROLE_ANNOTATION} names ${arn}.`),
          step(trust.ref, `The trust policy of ${role.name} does not admit it.`),
        ],
      });
    }
  },
};

export const trustWithoutAnnotation: FindingRule = {
  id: 'k8s-trust-without-annotation',
  title: 'A role trusts service accounts that nothing gives it to',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1528', 'T1199'],
  why: 'A pod needs no annotation to use the role: whoever can start one as the service account, or make tokens of it, mounts a token for the audience.',
  remediation:
    'Remove the statement, or narrow its condition on the subject to the one service account that uses the role.',
  references: [PAGE],
  subject: 'role',
  find(role, scene, emit) {
    const { trust } = role.fact;
    if (!trust) return;
    for (const { trusted, cluster, host } of clustersTrusted(role, scene)) {
      // Of a token that some pod has, or an annotation asks for, the outcome has no such condition.
      const idle = cluster.serviceAccounts.filter((account) => {
        const { verdict, conditions } = admitted(role, trusted.provider, host, cluster, account, scene);
        return (
          verdict === 'conditional' &&
          conditions.some((each) => each.startsWith('a token of the service account is made'))
        );
      });
      const [first] = idle;
      if (first === undefined) continue;
      const some = idle.length === 1 ? `${first.namespace}/${first.name}` : `${idle.length} service accounts`;
      emit({
        entity: role.id,
        detail: cluster.name,
        title: `${role.name} trusts ${some} of ${cluster.name}, whose pods were not given it`,
        severity: idle.length > 1 ? 'medium' : 'low',
        proof: [
          step(trusted.ref, `The trust policy of ${role.name} admits tokens of ${cluster.name}.`),
          ...idle
            .slice(0, 3)
            .map((account) =>
              step(
                account.ref,
                `${account.namespace}/${account.name} has no annotation that names the role.`,
              ),
            ),
        ],
      });
    }
  },
};
