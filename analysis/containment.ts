import type { ContainmentStep, Recognition } from '../schema/contract.ts';
import { containAws } from './containment/aws.ts';
import { containIntegration } from './containment/continuous-integration.ts';
import { containDeployKey } from './containment/deploy-key.ts';
import { containGithub } from './containment/github.ts';
import { containKubeconfig, containServiceAccount } from './containment/kubernetes.ts';
import { containElsewhere, containGcpKey, containJwt } from './containment/other-issuers.ts';
import type { ContainmentContext, Owner, Step } from './containment/step.ts';

export type { ContainmentContext } from './containment/step.ts';

/**
 * What to do about a leaked credential, most urgent first: stop it, end what it opened, see what it did, look for what
 * it left, remove what made it possible. Commands are text for a person to read and run; names in them are quoted for
 * a POSIX shell. `owner` is null where the snapshot does not have the credential.
 */
export function containmentFor(
  recognition: Recognition,
  owner: Owner | null,
  context: ContainmentContext,
): ContainmentStep[] {
  return containmentSteps(recognition, owner, context).map(({ revokes: _, ...one }, index) => ({
    order: index + 1,
    ...one,
  }));
}

/** The same steps, each with whether it ends something that the attacker holds. */
export function containmentSteps(
  recognition: Recognition,
  owner: Owner | null,
  context: ContainmentContext,
): Step[] {
  const { type } = recognition;
  if (type === 'x509-certificate') return [];
  if (type === 'entity' || type.startsWith('aws-')) {
    if (owner?.kind === 'k8s-service-account') return containServiceAccount(recognition, owner, context);
    if (owner?.kind === 'k8s-user' || owner?.kind === 'k8s-group') return containKubeconfig();
    if (owner?.kind === 'github-deploy-key') return containDeployKey(owner, context);
    const built = owner && containIntegration(owner, context);
    if (built) return built;
    const aws = owner === null ? type.startsWith('aws-') : owner.id.startsWith('arn:');
    return aws ? containAws(recognition, owner, context) : [];
  }
  if (type === 'github-actions-oidc-token') return containJwt();
  if (type.startsWith('github-')) return containGithub(recognition, owner, context);
  if (owner?.kind === 'github-deploy-key') return containDeployKey(owner, context);
  if (type === 'kubernetes-service-account-token') return containServiceAccount(recognition, owner, context);
  if (type === 'kubeconfig') return containKubeconfig();
  if (type === 'gcp-service-account-key') return containGcpKey(recognition);
  if (type === 'jwt') return containJwt();
  return containElsewhere(recognition);
}
