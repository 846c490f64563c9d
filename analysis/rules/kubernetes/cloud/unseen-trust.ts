import type { ServiceAccountFact } from '../../../kubernetes/read/facts.ts';
import { step, unknown } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule, Scene } from '../../rule.ts';
import { trustedPrincipals } from '../../trust/trust-principals.ts';
import { issuerHost, ROLE_ANNOTATION } from './irsa.ts';

/** From service accounts to the roles they are annotated with, where one side of the trust was not collected. */
export const irsaUnseen: Rule = {
  id: 'k8s-irsa-unseen',
  title: 'A service account names a role whose trust is not known',
  kind: 'can-assume',
  techniques: ['T1528', 'T1550.001'],
  enables: 'If the role trusts the cluster for this service account, its pods have the role.',
  fix: 'Collect the account of the role and the cluster’s issuer; then either the trust is known, or there is none.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html'],
  subject: 'cluster',
  derive({ fact }, scene, emit) {
    const hasIssuer = issuerHost(fact, scene) !== null;
    for (const account of fact.serviceAccounts) {
      const arn = account.annotations[ROLE_ANNOTATION];
      const gap = arn === undefined ? null : missing(arn, hasIssuer, scene);
      if (arn === undefined || gap === null) continue;
      const relation = relationOf(
        'can-assume',
        'k8s-irsa-unseen',
        account,
        scene.aws.byArn.get(arn)?.id ?? arn,
        unknown(gap, [
          step(account.ref, `The service account is annotated with ${arn}, which proves nothing by itself.`),
        ]),
        '',
      );
      if (relation) emit(relation);
    }
  },
};

function missing(arn: string, hasIssuer: boolean, { aws }: Scene): string | null {
  const [, account] = /^arn:[^:]+:iam::(\d{12}):role\//.exec(arn) ?? [];
  if (account === undefined) return null;
  const role = aws.byArn.get(arn);
  if (role?.kind !== 'role') {
    // Where the account was collected, a role that is not there is not unknown.
    const whole = aws.accounts.get(account)?.roles.length ?? 0;
    return whole > 0
      ? null
      : `iam:GetAccountAuthorizationDetails of account ${account}: the role was not collected`;
  }
  if (hasIssuer) return null;
  const { trust } = role.fact as { readonly trust?: Parameters<typeof trustedPrincipals>[0] | null };
  const federated = trust ? trustedPrincipals(trust).some(({ type }) => type === 'federated') : false;
  return federated
    ? 'get /.well-known/openid-configuration: the issuer of the cluster was not collected, so the trust cannot be held against it'
    : null;
}

const GCP = 'iam.gke.io/gcp-service-account';
const AZURE = 'azure.workload.identity/client-id';

/** From service accounts to principals of other clouds that they are annotated with; those are not collected. */
export const otherClouds: Rule = {
  id: 'k8s-cloud-annotation',
  title: 'A service account names a principal of Google Cloud or Azure',
  kind: 'can-assume',
  techniques: ['T1528', 'T1550.001'],
  enables: 'If the principal trusts the cluster for this service account, its pods act as it.',
  fix: 'Keep the trust of the principal to the one service account that needs it.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
  ],
  subject: 'cluster',
  derive({ fact }, _scene, emit) {
    for (const account of fact.serviceAccounts)
      for (const [to, gap] of named(account)) {
        const relation = relationOf(
          'can-assume',
          'k8s-cloud-annotation',
          account,
          to,
          unknown(gap, [
            step(account.ref, 'The service account is annotated with it, which proves nothing by itself.'),
          ]),
          '',
        );
        if (relation) emit(relation);
      }
  },
};

function* named({ annotations, namespace, name }: ServiceAccountFact): Generator<readonly [string, string]> {
  const email = annotations[GCP];
  if (email !== undefined && /^[^@\s/]{1,64}@[\w.-]{1,200}\.gserviceaccount\.com$/.test(email))
    yield [
      `serviceAccount:${email}`,
      `getIamPolicy of ${email}: whether ${namespace}/${name} is given roles/iam.workloadIdentityUser on it was not collected`,
    ];
  const client = annotations[AZURE];
  if (client !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(client))
    yield [
      `azure://application/${client.toLowerCase()}`,
      `federatedIdentityCredentials of ${client}: whether one has the issuer of the cluster and the subject of ${namespace}/${name} was not collected`,
    ];
}
