import type { Recognition } from '../../schema/contract.ts';
import { containReachedInAws } from './aws.ts';
import { shellWord } from './shell.ts';
import type { ContainmentContext, Owner, Step } from './step.ts';
import { revoking, step } from './step.ts';

/** Containing a GitHub token (GitHub Docs, "Remediating a leaked secret", "Identifying audit log events performed by an access token"). */
export function containGithub(
  recognition: Recognition,
  owner: Owner | null,
  context: ContainmentContext,
): Step[] {
  const org = /^github:\/\/([^/]+)/.exec(owner?.id ?? '')?.[1];
  return [
    stop(recognition),
    step(
      'Look at what it did',
      `The audit log finds events by the token’s hash, so the token is not needed.${org === undefined ? ' ORG is the organisation.' : ''}`,
      `gh api --method GET /orgs/${shellWord(org ?? 'ORG')}/audit-log -f phrase=${shellWord(`hashed_token:"${hashed(recognition)}"`)}`,
    ),
    step(
      'Check for what would outlast it',
      'Deploy keys, webhooks, workflow files, Actions secrets, self-hosted runners, new collaborators and app installations made since the leak.',
    ),
    revoking(
      'Change the secrets that its repositories’ workflows can read',
      'Whoever can push a workflow can print the secrets it may use, and mint OIDC tokens for the cloud roles that trust it.',
    ),
    ...containReachedInAws(context.reached),
    step(
      'Replace it with something narrower',
      'A fine-grained token or a GitHub App for the repositories in question, with an expiry; or no token, by OIDC.',
    ),
  ];
}

function stop({ type }: Recognition): Step {
  if (type === 'github-installation-token') {
    return revoking(
      'Revoke the installation token, then renew the app’s private key',
      'The token ends within an hour, but whoever made it may hold the app’s private key. The token is read from the variable TOKEN, so that it is in no history.',
      'curl --request DELETE --header "Authorization: Bearer $TOKEN" https://api.github.com/installation/token',
    );
  }
  return revoking(
    'Revoke the token',
    'GitHub revokes any token sent to this address, without a sign-in, and tells its owner. credentials.json is {"credentials":["…"]}, and is deleted afterwards.',
    'curl --request POST --header "Accept: application/vnd.github+json" --data @credentials.json https://api.github.com/credentials/revoke',
  );
}

/** GitHub writes a token’s SHA-256 in base64. */
function hashed(recognition: Recognition): string {
  return Buffer.from((recognition.fingerprint ?? '').replace('sha256:', ''), 'hex').toString('base64');
}
