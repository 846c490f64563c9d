import type { ChangeKind } from '../../../schema/scenario.ts';
import type { ChangeOf } from '../../scenario/changes/edits-of.ts';
import type { StepFor } from '../plan-step.ts';
import { attachmentOfControlStep, editControlPolicyStep, putControlPolicyStep } from './aws-organization.ts';
import {
  attachStep,
  denialStep,
  detachStep,
  editedPolicyStep,
  groupStep,
  putInlineStep,
  setBoundaryStep,
} from './aws-policies.ts';
import { resourcePolicyStep } from './aws-resources.ts';
import { credentialStep, secretStep } from './credentials.ts';
import {
  disableWorkflowStep,
  setEnvironmentBranchesStep,
  setEnvironmentReviewersStep,
  setTokenPermissionsStep,
  setWorkflowPermissionsStep,
} from './github.ts';
import {
  addBindingStep,
  deleteBindingStep,
  deleteRoleStep,
  editRoleStep,
  removeRuleStep,
  removeSubjectStep,
} from './kubernetes-access.ts';
import {
  deleteServiceAccountStep,
  quarantineServiceAccountStep,
  setAutomountStep,
  setServiceAccountStep,
} from './kubernetes-accounts.ts';
import {
  admissionPolicyStep,
  createServiceAccountStep,
  restartWorkloadStep,
} from './kubernetes-new-accounts.ts';
import { placeStep, removeStatementStep } from './places.ts';

/** How a person makes each kind of change. */
export const STEPS: { readonly [K in ChangeKind]: StepFor<ChangeOf<K>> } = {
  'delete-credential': credentialStep,
  'disable-credential': credentialStep,
  'rotate-credential': credentialStep,
  'delete-secret': secretStep,
  'put-inline-policy': putInlineStep,
  'delete-inline-policy': editedPolicyStep,
  'attach-policy': attachStep,
  'detach-policy': detachStep,
  'remove-statement': removeStatementStep,
  'edit-policy': editedPolicyStep,
  'set-trust': editedPolicyStep,
  'tighten-trust': editedPolicyStep,
  'set-boundary': setBoundaryStep,
  quarantine: denialStep,
  'revoke-sessions': denialStep,
  'add-to-group': groupStep,
  'remove-from-group': groupStep,
  'put-resource-policy': resourcePolicyStep,
  'delete-resource-policy': resourcePolicyStep,
  'put-control-policy': putControlPolicyStep,
  'attach-control-policy': attachmentOfControlStep,
  'detach-control-policy': attachmentOfControlStep,
  'edit-control-policy': editControlPolicyStep,
  'delete-binding': deleteBindingStep,
  'remove-subject': removeSubjectStep,
  'add-binding': addBindingStep,
  'delete-role': deleteRoleStep,
  'edit-role': editRoleStep,
  'remove-rule': removeRuleStep,
  'delete-service-account': deleteServiceAccountStep,
  'quarantine-service-account': quarantineServiceAccountStep,
  'set-service-account': setServiceAccountStep,
  'set-automount': setAutomountStep,
  'create-service-account': createServiceAccountStep,
  'restart-workload': restartWorkloadStep,
  'admission-policy': admissionPolicyStep,
  'set-workflow-permissions': setWorkflowPermissionsStep,
  'disable-workflow': disableWorkflowStep,
  'set-environment-reviewers': setEnvironmentReviewersStep,
  'set-environment-branches': setEnvironmentBranchesStep,
  'set-token-permissions': setTokenPermissionsStep,
  'remove-entity': placeStep,
  'remove-at': placeStep,
  'replace-at': placeStep,
  guard: () => null,
};
