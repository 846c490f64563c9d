import type { Role } from '../../../aws/estate/estate.ts';
import { powerSet } from '../../../aws/estate/permissions.ts';
import type { DocumentFact } from '../../../aws/read/facts.ts';
import { serviceAccountUser } from '../../../kubernetes/ids.ts';
import type { ClusterFact, ServiceAccountFact } from '../../../kubernetes/read/facts.ts';
import { kubernetes as issuerOfCluster } from '../../../oidc/issuers/kubernetes.ts';
import { awsTrust, contextOf } from '../../../oidc/trust/aws.ts';
import { judge } from '../../judge.ts';
import { all, any, type Blocker, blocked, conditional, HOLDS, type Outcome, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule, Scene } from '../../rule.ts';
import { providerThere } from '../../trust/provider-there.ts';
import { type TrustedPrincipal, trustedPrincipals } from '../../trust/trust-principals.ts';
import { eksPairs } from './eks-clusters.ts';

export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';
export const AUDIENCE_ANNOTATION = 'eks.amazonaws.com/audience';
/** What EKS's webhook asks for unless an annotation says otherwise. */
export const STS_AUDIENCE = 'sts.amazonaws.com';

const none = powerSet('no policies', [], null);

/** From service accounts to the roles whose trust policies admit their tokens. The annotation alone proves nothing. */
export const irsa: Rule = {
  id: 'k8s-irsa',
  title: 'A role trusts tokens of a service account (IRSA)',
  kind: 'can-assume',
  techniques: ['T1528', 'T1550.001'],
  enables:
    'Code in a pod of the service account, and whoever can make tokens of it, gets a session of the role.',
  fix: 'Name the one service account in the trust policy’s condition on the subject, and the audience; remove the statement where nothing needs it.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html'],
  subject: 'role',
  derive(role, scene, emit) {
    for (const { trusted, cluster, host } of clustersTrusted(role, scene))
      for (const account of cluster.serviceAccounts) {
        const relation = relationOf(
          'can-assume',
          'k8s-irsa',
          account,
          role.id,
          admitted(role, trusted.provider, host, cluster, account, scene),
          `The trust policy of ${role.name} names the issuer of ${cluster.name}.`,
        );
        if (relation) emit(relation);
      }
  },
  explain(from, to, scene) {
    const principal = scene.aws.principals.get(to);
    if (principal?.kind !== 'role') return [];
    const role = principal as Role;
    const { trust } = role.fact;
    if (!trust) return [];
    for (const cluster of scene.kubernetes.facts.clusters) {
      const account = cluster.serviceAccounts.find(({ id }) => id === from);
      if (account) return whyNot(role, trust, cluster, account, scene);
    }
    return [];
  },
};

/** What the trust policy asks that the token of the service account is not, in the words of the policy. */
function whyNot(
  role: Role,
  trust: DocumentFact,
  cluster: ClusterFact,
  account: ServiceAccountFact,
  scene: Scene,
): readonly Blocker[] {
  const annotated = account.annotations[ROLE_ANNOTATION] === role.arn;
  const alone = annotated ? ' The annotation of the service account alone proves nothing.' : '';
  const ways = clustersTrusted(role, scene).filter((each) => each.cluster === cluster);
  const [way] = ways;
  if (way === undefined)
    return blocked(
      trust.ref,
      `The trust policy of ${role.name} does not name the issuer of ${cluster.name}.${alone}`,
    ).blockers;
  const { outcome } = providerThere(way.trusted.provider, role, scene.aws);
  if (outcome.verdict === 'deny') return outcome.blockers;
  const claims = {
    sub: serviceAccountUser(account.namespace, account.name),
    aud: account.annotations[AUDIENCE_ANNOTATION] ?? STS_AUDIENCE,
  };
  const { because } = awsTrust(trust.document, `https://${way.host}`, issuerOfCluster).accepts(claims);
  return because.map((says) => ({ ...trust.ref, says: `${says}${alone}`, met: 1 }));
}

/** The clusters whose issuer a role's trust policy names as an OIDC provider. */
export function clustersTrusted(role: Role, scene: Scene) {
  if (!role.fact.trust) return [];
  const found: {
    readonly trusted: Extract<TrustedPrincipal, { type: 'federated' }>;
    readonly cluster: ClusterFact;
    readonly host: string;
  }[] = [];
  const done = new Set<string>();
  for (const trusted of trustedPrincipals(role.fact.trust)) {
    if (trusted.type !== 'federated' || done.has(trusted.provider)) continue;
    done.add(trusted.provider);
    const [, host] = /:oidc-provider\/(.+)$/.exec(trusted.provider) ?? [];
    if (host === undefined) continue;
    for (const cluster of scene.kubernetes.facts.clusters)
      if (issuerHost(cluster, scene) === host) found.push({ trusted, cluster, host });
  }
  return found;
}

/** The issuer without its scheme: as the cluster says it, else as EKS says it of the cluster. */
export function issuerHost(cluster: ClusterFact, scene: Scene): string | null {
  const url =
    cluster.issuer?.url ?? eksPairs(scene).find((pair) => pair.cluster === cluster)?.eks.issuer ?? null;
  return url === null ? null : url.replace(/^https?:\/\//, '');
}

/** Whether the role's trust policy admits a token of the service account, and where the token comes from. */
export function admitted(
  role: Role,
  provider: string,
  host: string,
  cluster: ClusterFact,
  account: ServiceAccountFact,
  scene: Scene,
): Outcome {
  if (!role.trust) return blocked(role.ref, `${role.name} has no trust policy.`);
  const there = providerThere(provider, role, scene.aws);
  const own = account.annotations[AUDIENCE_ANNOTATION];
  const audiences = there.audiences ?? [own ?? STS_AUDIENCE];
  const ways = audiences.map((audience) =>
    all([
      trustIn(role, provider, host, account, audience),
      tokenFor(audience, role, cluster, account),
      there.outcome,
      same(cluster, scene),
    ]),
  );
  return any(ways) ?? there.outcome;
}

/** Whether the role's trust policy admits a token of the service account for one audience, wherever it comes from. */
export function admittedWith(
  audience: string,
  role: Role,
  provider: string,
  host: string,
  cluster: ClusterFact,
  account: ServiceAccountFact,
  scene: Scene,
): Outcome {
  if (!role.trust) return blocked(role.ref, `${role.name} has no trust policy.`);
  const there = providerThere(provider, role, scene.aws);
  if (there.audiences && !there.audiences.includes(audience))
    return blocked(role.ref, `The OIDC provider ${provider} takes no tokens for ${audience}.`);
  return all([trustIn(role, provider, host, account, audience), there.outcome, same(cluster, scene)]);
}

function trustIn(
  role: Role,
  provider: string,
  host: string,
  account: ServiceAccountFact,
  audience: string,
): Outcome {
  const claims = { sub: serviceAccountUser(account.namespace, account.name), aud: audience };
  const asker = {
    arn: provider,
    context: contextOf(claims, host, issuerOfCluster),
    // Claims that the token lacks are not unknown: it has none.
    complete: [`${host.toLowerCase()}:`],
    guards: role.guards.all.nobody,
    notBefore: role.notBefore,
    name: claims.sub,
    ref: account.ref,
  };
  return judge(asker, none, 'sts:AssumeRoleWithWebIdentity', role.arn, {
    resourcePolicy: role.trust ?? undefined,
    resourceAccount: role.account,
  });
}

/** Where a token with the audience comes from. */
function tokenFor(audience: string, role: Role, cluster: ClusterFact, account: ServiceAccountFact): Outcome {
  if (account.annotations[ROLE_ANNOTATION] === role.arn)
    return {
      ...HOLDS,
      steps: [
        step(
          account.ref,
          `The annotation ${ROLE_ANNOTATION} of the service account ${account.namespace}/${account.name} has pods given a token for the role.`,
        ),
      ],
    };
  for (const { spec, namespace, name } of [...cluster.pods, ...cluster.controllers]) {
    if (namespace !== account.namespace || spec.serviceAccount !== account.name) continue;
    for (const volume of spec.volumes) {
      const token = volume.type === 'projected' && volume.tokens.find((each) => each.audience === audience);
      if (token)
        return { ...HOLDS, steps: [step(token.ref, `${namespace}/${name} mounts a token for ${audience}.`)] };
    }
  }
  return conditional(
    `a token of the service account is made for the audience ${audience}, which no pod of it that was seen has (a pod may mount one, and serviceaccounts/token makes one)`,
    [step(account.ref, `${account.namespace}/${account.name} has no annotation that names the role.`)],
  );
}

function same(cluster: ClusterFact, scene: Scene): Outcome {
  if (cluster.issuer !== null)
    return {
      ...HOLDS,
      steps: [step(cluster.issuer.ref, `Tokens of ${cluster.name} are signed by ${cluster.issuer.url}.`)],
    };
  return eksPairs(scene).find((pair) => pair.cluster === cluster)?.same ?? HOLDS;
}
