import type { Container } from '../../kubernetes/estate/cluster.ts';
import { any, blocked, HOLDS, type Outcome, step, unknown } from '../outcome.ts';

/** The token of the API server's own audience is accepted under these names too, wherever nothing else was configured. */
const OWN_AUDIENCE = /^https:\/\/kubernetes\.default\.svc(\.cluster\.local)?$/;

/**
 * Whether code in the container has a token that the API server takes for the pod's service account. The admission adds
 * one unless the pod says otherwise, else its account; a volume of the pod's own is there whatever they say
 * (Kubernetes, "Configure Service Accounts for Pods").
 */
export function tokenIn(container: Container): Outcome {
  const { unit } = container;
  if (unit.account === null)
    return blocked(
      unit.ref,
      `${unit.name} is a mirror of a pod of its node, which cannot use a service account.`,
    );
  const mounted = explicit(container);
  // A mount that is there is the better proof; that none is, is the lesser reason.
  if (mounted.verdict === 'allow') return mounted;
  return any([injected(container), mounted]) ?? mounted;
}

function injected({ unit, fact }: Container): Outcome {
  const { cluster, spec } = unit;
  if (fact.role === 'ephemeral')
    return blocked(fact.ref, 'Debug containers are given no token by themselves.');
  const account = cluster.accounts.get(unit.account ?? '');
  const automount = spec.automount ?? account?.automount ?? true;
  if (!automount) {
    const ref = spec.automount === null ? (account?.ref ?? spec.ref) : spec.ref;
    return blocked(
      ref,
      `${spec.automount === null ? 'The service account' : 'The pod'} says that no token is mounted.`,
    );
  }
  // What an API server shows has the mount; what only a manifest says will be given it.
  return {
    ...HOLDS,
    steps: [
      step(
        spec.ref,
        `${unit.name} runs as the service account ${spec.serviceAccount}, whose token is mounted unless something says otherwise.`,
      ),
    ],
  };
}

function explicit({ unit, fact }: Container): Outcome {
  const { issuer } = unit.cluster.fact;
  let best: Outcome = blocked(fact.ref, `${fact.name} mounts no token of its own.`);
  for (const mount of fact.mounts) {
    const volume = unit.spec.volumes.find(({ name }) => name === mount.volume);
    if (volume?.type !== 'projected') continue;
    for (const { audience, ref } of volume.tokens) {
      const seen = step(
        ref,
        `${fact.name} mounts a token of ${unit.spec.serviceAccount}${audience === null ? '' : ` for the audience ${audience}`}.`,
      );
      if (audience === null || OWN_AUDIENCE.test(audience) || audience === issuer?.url)
        return { ...HOLDS, steps: [seen] };
      best = issuer
        ? blocked(
            ref,
            `The mounted token is for the audience ${audience}, which is not the API server’s ${issuer.url}.`,
          )
        : unknown(
            `get /.well-known/openid-configuration: whether the API server takes tokens for ${audience} was not collected`,
            [seen],
          );
    }
  }
  return best;
}
