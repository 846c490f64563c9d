import type { Edit } from '../edit.ts';
import { deleteInAws } from './aws-credentials.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notFound } from './find.ts';
import { deleteInGithub, deleteSecretInGithub } from './github-credentials.ts';
import { deleteSecretInKubernetes, deleteTokenInKubernetes } from './kubernetes-credentials.ts';

/** The edits that end a credential or secret of one provider; null where it is none of its own. */
export type CredentialEdits = (id: string, configuration: Configuration) => readonly Edit[] | null;

const CREDENTIALS: readonly CredentialEdits[] = [deleteInAws, deleteInGithub, deleteTokenInKubernetes];
const SECRETS: readonly CredentialEdits[] = [deleteSecretInGithub, deleteSecretInKubernetes];

export const deleteCredential: EditsOf<'delete-credential'> = ({ credential }, configuration) =>
  ended(credential, CREDENTIALS, 'access key, console password, deploy key or token', configuration);

/** The new credential is another one: nothing that is known of the old one is known of it, and nobody has it yet. */
export const rotateCredential: EditsOf<'rotate-credential'> = ({ credential }, configuration) =>
  ended(credential, [...CREDENTIALS, ...SECRETS], 'credential or secret', configuration);

export const deleteSecret: EditsOf<'delete-secret'> = ({ secret }, configuration) =>
  ended(secret, SECRETS, 'secret', configuration);

function ended(
  id: string,
  providers: readonly CredentialEdits[],
  what: string,
  configuration: Configuration,
): readonly Edit[] {
  for (const edits of providers) {
    const found = edits(id, configuration);
    if (found) return found;
  }
  throw notFound(what, id);
}
