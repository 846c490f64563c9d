import type { Recognition } from '../../schema/contract.ts';
import { containReachedInAws } from './aws.ts';
import { commandLine, shellWord } from './shell.ts';
import type { ContainmentContext, Owner, Step } from './step.ts';
import { revoking, step } from './step.ts';

/**
 * Containing a service account of the snapshot, or a token of it: what it reached outside the cluster as well. `owner` is
 * null where the snapshot does not have it.
 */
export function containServiceAccount(
  recognition: Recognition,
  owner: Owner | null,
  context: ContainmentContext,
): Step[] {
  const own = owner === null ? null : /^k8s:\/\/[^/]+\/serviceaccount\/([^/]+)\/([^/]+)$/.exec(owner.id);
  const identifier = own === null ? recognition.identifier : `system:serviceaccount:${own[1]}:${own[2]}`;
  const [first, ...rest] = containServiceAccountToken({ ...recognition, identifier });
  const entity = owner?.id ?? null;
  const stop = rest.findIndex(({ title }) => title === 'Look at what it did');
  const outside = [...containReachedInAws(context.reached), ...containReachedSecrets(context.reached)];
  return [first, ...rest.slice(0, stop), ...outside, ...rest.slice(stop)].flatMap((one) =>
    one === undefined ? [] : [{ ...one, entity: one.entity ?? entity }],
  );
}

/** How many secrets reached get a step of their own. */
const SPELLED_OUT = 5;

/** What was reached of a cluster's secrets: their values are to be taken as known. */
export function containReachedSecrets(ids: readonly string[]): Step[] {
  return ids
    .flatMap((id) => {
      const secret = /^k8s:\/\/[^/]+\/secret\/([^/]+)\/([^/]+)$/.exec(id);
      return secret === null ? [] : [{ id, namespace: secret[1] ?? '', name: secret[2] ?? '' }];
    })
    .slice(0, SPELLED_OUT)
    .map(({ id, namespace, name }) =>
      revoking(
        `Change what ${namespace}/${name} opens, and the secret with it`,
        'Its values were within reach and are to be taken as known.',
        commandLine('kubectl get secret', [['namespace', namespace]]).concat(` -- ${shellWord(name)}`),
        id,
      ),
    );
}

/** Containing a service account token (Kubernetes, "Managing Service Accounts": bound tokens end with what they are bound to). */
function containServiceAccountToken(recognition: Recognition): Step[] {
  const [namespace, account] = (recognition.identifier ?? '').split(':').slice(2);
  if (namespace === undefined || account === undefined) return containKubeconfig();
  const pod = recognition.facts.find((fact) => fact.label === 'pod')?.value;
  const secret = recognition.facts.find((fact) => fact.label === 'secret')?.value;
  const subject = `system:serviceaccount:${namespace}:${account}`;
  return [
    ...(pod === undefined
      ? []
      : [
          revoking(
            `Delete the pod ${pod}`,
            'The token is bound to it and is refused as soon as the pod is gone. Keep a copy of the pod’s state first if it is evidence.',
            commandLine('kubectl delete pod', [['namespace', namespace]]).concat(` -- ${shellWord(pod)}`),
          ),
        ]),
    revoking(
      'Take away what the account may do',
      'Remove the bindings that name it; this shows what they allow together.',
      commandLine('kubectl auth can-i --list', [
        ['as', subject],
        ['namespace', namespace],
      ]),
    ),
    revoking(
      'Make the account anew',
      'Every token of the account is bound to its UID and is refused once it is deleted; its pods need a restart afterwards.',
      commandLine('kubectl delete serviceaccount', [['namespace', namespace]]).concat(
        ` -- ${shellWord(account)}`,
      ),
    ),
    ...(secret === undefined
      ? []
      : [
          revoking(
            'Delete the Secret that holds the token',
            'A token of this kind never ends by itself.',
            commandLine('kubectl delete secret', [['namespace', namespace]]).concat(
              ` -- ${shellWord(secret)}`,
            ),
          ),
        ]),
    step('Look at what it did', `The API server’s audit log, for the user ${subject}.`),
    step(
      'Check for what would outlast it',
      'New role bindings, service accounts, certificate signing requests, webhooks, pods and cron jobs made since the leak.',
    ),
  ];
}

/** Containing a kubeconfig: a client certificate cannot be revoked, so its rights have to go. */
export function containKubeconfig(): Step[] {
  return [
    revoking(
      'Take away what its user may do',
      'A client certificate is valid until it expires and cannot be revoked: remove every binding that names its user or its groups.',
      'kubectl get clusterrolebindings,rolebindings --all-namespaces --output wide',
    ),
    revoking(
      'End what else it holds',
      'A token or password is changed where it was issued. A certificate of the group system:masters ends only with the cluster’s client CA.',
    ),
    step('Look at what it did', 'The API server’s audit log, for its user, from the leak on.'),
    step(
      'Check for what would outlast it',
      'New role bindings, service accounts and their tokens, certificate signing requests, webhooks, pods and cron jobs.',
    ),
  ];
}
