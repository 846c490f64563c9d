import type { EvidenceRef } from '../../../../schema/records.ts';
import type { Cluster, Container } from '../../../kubernetes/estate/cluster.ts';
import type { ServiceAccountFact } from '../../../kubernetes/read/facts.ts';
import { all, HOLDS, step } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule } from '../../rule.ts';
import { stillRuns } from '../pod-rules.ts';
import { tokenIn } from '../tokens.ts';
import { admittedWith, clustersTrusted } from './irsa.ts';

/**
 * From containers to roles, where a container has a token for the role and none that the API server surely takes: where
 * it does not act as its service account, no way to the role leads over that (`automountServiceAccountToken: false` takes away
 * the one token, not those of the pod's own volumes).
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
      for (const { container, account, audience, ref } of tokensApart(cluster)) {
        const seen = step(
          ref,
          `${container.fact.name} of ${container.unit.name} mounts a token of ${account.name} for the audience ${audience}.`,
        );
        const outcome = all([
          { ...HOLDS, steps: [seen] },
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
  readonly ref: EvidenceRef;
}

const known = new WeakMap<Cluster, readonly TokenApart[]>();

/** Tokens for others than the API server, in containers of which it is not sure that they have one for it too. */
function tokensApart(cluster: Cluster): readonly TokenApart[] {
  const found = known.get(cluster) ?? cluster.units.flatMap((unit) => unit.containers.flatMap(tokensOf));
  known.set(cluster, found);
  return found;
}

function tokensOf(container: Container): TokenApart[] {
  const { unit, fact } = container;
  const account = unit.cluster.accounts.get(unit.account ?? '');
  if (!account) return [];
  const tokens = fact.mounts.flatMap((mount) => {
    const volume = unit.spec.volumes.find(({ name }) => name === mount.volume);
    return volume?.type === 'projected' ? volume.tokens : [];
  });
  const others = tokens.flatMap(({ audience, ref }) =>
    audience === null ? [] : [{ container, account, audience, ref }],
  );
  // What acts as its account reaches the role over that.
  return others.length === 0 || tokenIn(container).verdict === 'allow' ? [] : others;
}
