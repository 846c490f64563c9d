import type { Change, ChangeKind } from '../../../schema/scenario.ts';
import type { Edit } from '../edit.ts';
import { disableCredential } from './aws-credentials.ts';
import { addToGroup, removeFromGroup } from './aws-groups.ts';
import {
  attachControlPolicy,
  detachControlPolicy,
  editControlPolicy,
  putControlPolicy,
} from './aws-organization.ts';
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
import { deleteResourcePolicy, putResourcePolicy } from './aws-resources.ts';
import { removeStatement } from './aws-statements.ts';
import { tightenTrust } from './aws-trust.ts';
import { deleteCredential, deleteSecret, rotateCredential } from './credentials.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { setEnvironmentBranches, setEnvironmentReviewers } from './github-environments.ts';
import { disableWorkflow, setTokenPermissions, setWorkflowPermissions } from './github-workflows.ts';
import {
  addBinding,
  deleteBinding,
  deleteRole,
  editRole,
  removeRule,
  removeSubject,
} from './kubernetes-access.ts';
import {
  deleteServiceAccount,
  quarantineServiceAccount,
  setAutomount,
  setServiceAccount,
} from './kubernetes-accounts.ts';
import { admissionPolicy, createServiceAccount } from './kubernetes-new-accounts.ts';
import { restartWorkload } from './kubernetes-workloads.ts';
import { guard, removeAt, removeEntity, replaceAt } from './places.ts';

const EDITS: { readonly [K in ChangeKind]: EditsOf<K> } = {
  'delete-credential': deleteCredential,
  'disable-credential': disableCredential,
  'rotate-credential': rotateCredential,
  'delete-secret': deleteSecret,
  'put-inline-policy': putInlinePolicy,
  'delete-inline-policy': deleteInlinePolicy,
  'attach-policy': attachPolicy,
  'detach-policy': detachPolicy,
  'edit-policy': editPolicy,
  'set-trust': setTrust,
  'set-boundary': setBoundary,
  quarantine,
  'revoke-sessions': revokeSessions,
  'remove-statement': removeStatement,
  'tighten-trust': tightenTrust,
  'add-to-group': addToGroup,
  'remove-from-group': removeFromGroup,
  'put-resource-policy': putResourcePolicy,
  'delete-resource-policy': deleteResourcePolicy,
  'put-control-policy': putControlPolicy,
  'attach-control-policy': attachControlPolicy,
  'detach-control-policy': detachControlPolicy,
  'edit-control-policy': editControlPolicy,
  'delete-binding': deleteBinding,
  'remove-subject': removeSubject,
  'add-binding': addBinding,
  'delete-role': deleteRole,
  'edit-role': editRole,
  'remove-rule': removeRule,
  'delete-service-account': deleteServiceAccount,
  'quarantine-service-account': quarantineServiceAccount,
  'set-service-account': setServiceAccount,
  'set-automount': setAutomount,
  'create-service-account': createServiceAccount,
  'restart-workload': restartWorkload,
  'admission-policy': admissionPolicy,
  'set-workflow-permissions': setWorkflowPermissions,
  'disable-workflow': disableWorkflow,
  'set-environment-reviewers': setEnvironmentReviewers,
  'set-environment-branches': setEnvironmentBranches,
  'set-token-permissions': setTokenPermissions,
  'remove-entity': removeEntity,
  'remove-at': removeAt,
  'replace-at': replaceAt,
  guard,
};

/**
 * The edits of one change. It names what stands in the snapshot, or what the scenario makes before it by name.
 * @throws TrustpathError where it cannot be made in this snapshot
 */
export function editsOf(change: Change, configuration: Configuration): readonly Edit[] {
  // The table has for each kind of change the function that takes it.
  return (EDITS[change.change] as (change: Change, configuration: Configuration) => readonly Edit[])(
    change,
    configuration,
  );
}
