import type { Change, ChangeKind } from '../../../schema/scenario.ts';
import type { Edit } from '../edit.ts';
import { deleteCredential, disableCredential } from './aws-credentials.ts';
import {
  attachPolicy,
  deleteInlinePolicy,
  detachPolicy,
  editPolicy,
  putInlinePolicy,
  quarantine,
  revokeSessions,
  setBoundary,
  setTrust,
} from './aws-policies.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { guard, removeAt, removeEntity, replaceAt } from './places.ts';

const EDITS: { readonly [K in ChangeKind]: EditsOf<K> } = {
  'delete-credential': deleteCredential,
  'disable-credential': disableCredential,
  'put-inline-policy': putInlinePolicy,
  'delete-inline-policy': deleteInlinePolicy,
  'attach-policy': attachPolicy,
  'detach-policy': detachPolicy,
  'edit-policy': editPolicy,
  'set-trust': setTrust,
  'set-boundary': setBoundary,
  quarantine,
  'revoke-sessions': revokeSessions,
  'remove-entity': removeEntity,
  'remove-at': removeAt,
  'replace-at': replaceAt,
  guard,
};

/**
 * The edits of all changes, in order. Each change names what stands in the snapshot, so none depends on another.
 * @throws TrustpathError that names the change's number where it cannot be made
 */
export function editsOf(changes: readonly Change[], configuration: Configuration): readonly Edit[] {
  return changes.flatMap((change) =>
    // The table has for each kind of change the function that takes it.
    (EDITS[change.change] as (change: Change, configuration: Configuration) => readonly Edit[])(
      change,
      configuration,
    ),
  );
}
