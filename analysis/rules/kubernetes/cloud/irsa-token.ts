import type { Cluster, Container, Unit } from '../../../kubernetes/estate/cluster.ts';
import type { ServiceAccountFact } from '../../../kubernetes/read/facts.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule } from '../../rule.ts';
import { stillRuns } from '../pod-rules.ts';
import { tokenIn } from '../tokens.ts';
import { AUDIENCE_ANNOTATION, admittedWith, clustersTrusted, ROLE_ANNOTATION, STS_AUDIENCE } from './irsa.ts';

/**
 * From containers to roles, where a container has a token for the role and none that the API server surely takes: where
 * it does not act as its service account, no way to the role leads over that (`automountServiceAccountToken: false` takes away
 * the one token, not those of the pod's own volumes). A manifest does not show the token that EKS's webhook adds for the
 * annotation of the account; a pod of a running cluster does, and has none where it does not show it.
 */
export const irsaToken: Rule = {
  id: 'k8s-irsa-token',
  title: 'A container has a token that a role trusts, and none of the API server',
  kind: 'can-assume',
  techniques: ['T1528', 'T1550.001'],
  enables: 'Whoever runs code in the container changes the mounted token for a session of the role.',
  fix: 'Mount the token only in the container that needs the role, and name the one service account in the role’s trust policy.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html'],
  subject: 'role',
  derive(role, scene, emit) {
    for (const { trusted, cluster: fact, host } of clustersTrusted(role, scene)) {
      const cluster = scene.kubernetes.byName.get(fact.name);
      if (!cluster) continue;
      for (const { container, account, audience, there, names } of tokensApart(cluster)) {
        if (names !== null && names !== role.arn) continue;
        const outcome = all([
          there,
          admittedWith(audience, role, trusted.provider, host, fact, account, scene),
          stillRuns(container.unit),
        ]);
        const from = { id: container.id, ref: container.fact.ref };
        const relation = relationOf('can-assume', 'k8s-irsa-token', from, role.id, outcome, '');
        if (relation) emit(relation);
      }
    }
  },
};

interface TokenApart {
  readonly container: Container;
  readonly account: ServiceAccountFact;
  readonly audience: string;
  /** That the container has it. */
  readonly there: Outcome;
  /** The role (ARN) that it is said to be for; null where any that trusts it may be meant. */
  readonly names: string | null;
}

const known = new WeakMap<Cluster, readonly TokenApart[]>();

/** Tokens for others than the API server, in containers of which it is not sure that they have one for it too. */
function tokensApart(cluster: Cluster): readonly TokenApart[] {
  const found = known.get(cluster) ?? cluster.units.flatMap((unit) => unit.containers.flatMap(tokensOf));
  known.set(cluster, found);
  return found;
}

function tokensOf(container: Container): TokenApart[] {
  const account = container.unit.cluster.accounts.get(container.unit.account ?? '');
  if (!account) return [];
  const tokens = [...mounted(container, account), ...added(container, account)];
  // What acts as its account reaches the role over that.
  return tokens.length === 0 || tokenIn(container).verdict === 'allow' ? [] : tokens;
}

function mounted(container: Container, account: ServiceAccountFact): TokenApart[] {
  const { unit, fact } = container;
  const tokens = fact.mounts.flatMap((mount) => {
    const volume = unit.spec.volumes.find(({ name }) => name === mount.volume);
    return volume?.type === 'projected' ? volume.tokens : [];
  });
  return tokens.flatMap(({ audience, ref }) => {
    if (audience === null) return [];
    const says = `${fact.name} of ${unit.name} mounts a token of ${account.name} for the audience ${audience}.`;
    return [{ container, account, audience, there: { ...HOLDS, steps: [step(ref, says)] }, names: null }];
  });
}

function added(container: Container, account: ServiceAccountFact): TokenApart[] {
  const { unit } = container;
  const names = account.annotations[ROLE_ANNOTATION];
  if (names === undefined || !isYetToBeMade(unit)) return [];
  const audience = account.annotations[AUDIENCE_ANNOTATION] ?? STS_AUDIENCE;
  const there = conditional(
    `EKS’s webhook gives the pods of ${unit.name} a token for the role, as the annotation asks`,
    [
      step(
        account.ref,
        `The annotation ${ROLE_ANNOTATION} of the service account ${account.namespace}/${account.name} names the role.`,
      ),
    ],
  );
  return [{ container, account, audience, there, names }];
}

/** Known from a manifest or a controller alone: what admission adds to its pods is not in it. */
function isYetToBeMade({ kind, source, cluster }: Unit): boolean {
  return (
    kind === 'controller' ||
    cluster.fact.sources.some((each) => each.id === source && each.kind === 'kubernetes-files')
  );
}
