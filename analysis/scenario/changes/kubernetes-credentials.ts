import { remove } from '../edit.ts';
import type { CredentialEdits } from './credentials.ts';

export const deleteSecretInKubernetes: CredentialEdits = (id, { estates }) => {
  for (const { secrets } of estates.kubernetes.facts.clusters) {
    const secret = secrets.find((each) => each.id === id);
    if (secret) return [remove(secret.ref)];
  }
  return null;
};

/** A service account's token that never ends is the secret that holds it. */
export const deleteTokenInKubernetes: CredentialEdits = (id, configuration) => {
  const known = configuration.estates.kubernetes.facts.clusters
    .flatMap(({ secrets }) => secrets)
    .find((each) => each.id === id);
  return known?.serviceAccount == null ? null : deleteSecretInKubernetes(id, configuration);
};
