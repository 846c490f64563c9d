import type { Recognition } from '../../schema/contract.ts';
import { commandLine } from './shell.ts';
import type { Step } from './step.ts';
import { revoking, step } from './step.ts';

/** Containing a service account key (Google Cloud, "Respond to a compromised service account key"). */
export function containGcpKey(recognition: Recognition): Step[] {
  const told = (label: string) => recognition.facts.find((fact) => fact.label === label)?.value;
  const email = recognition.identifier;
  const id = told('key id');
  const project = told('project');
  if (email === null || id === undefined) return containElsewhere(recognition);
  const where: [string, string][] = [
    ['iam-account', email],
    ...(project === undefined ? [] : [['project', project] as [string, string]]),
  ];
  return [
    revoking(
      'Disable the key',
      'Stops new tokens, and can be undone. Tokens already made go on for up to an hour.',
      commandLine(`gcloud iam service-accounts keys disable ${id}`, where),
    ),
    step(
      'Look at what it did',
      'Audit logs name the key that was used.',
      commandLine('gcloud logging read', project === undefined ? [] : [['project', project]]).concat(
        ` 'protoPayload.authenticationInfo.serviceAccountKeyName:"${id}"'`,
      ),
    ),
    step(
      'Check for what would outlast it',
      'New keys, service accounts, IAM bindings and workload identity providers.',
      commandLine('gcloud iam service-accounts keys list', where),
    ),
    step(
      'Delete the key',
      'Once nothing legitimate is found to use it; then use workload identity federation instead of a key.',
      commandLine(`gcloud iam service-accounts keys delete ${id}`, where),
    ),
  ];
}

/** A signed token cannot be called back: what trusts it, or what it was made with, has to change. */
export function containJwt(): Step[] {
  return [
    step(
      'See whether it is still valid',
      'A signed token is accepted until it expires and cannot be called back. What it was exchanged for lives on.',
    ),
    revoking(
      'End the sessions it was exchanged for',
      'At each service whose audience it names: revoke the sessions of the role or account that trusts its subject.',
    ),
    step(
      'Look at what it did',
      'The logs of the issuer, and of the services that trust it, for its subject.',
    ),
    step(
      'Narrow the trust',
      'The condition on subject and audience should admit one repository or workload in a protected context only.',
    ),
  ];
}

/** The order that holds for any credential whose issuer offers nothing more particular. */
export function containElsewhere(recognition: Recognition): Step[] {
  return [
    revoking(
      'Revoke it where it was issued',
      `It is a credential of this kind: ${recognition.label}. Until its issuer refuses it, whoever has it can use it.`,
    ),
    step('Look at what it did', 'The issuer’s audit log, from the time of the leak on.'),
    step('Check for what would outlast it', 'Other tokens, keys, users and webhooks made with it since.'),
    step(
      'Replace it where it is used',
      'With one of its own for each use, as narrow and short-lived as the issuer allows; and remove it from where it leaked.',
    ),
  ];
}
