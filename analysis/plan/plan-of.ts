import { canonicalJson, isJsonObject, type Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { Change } from '../../schema/scenario.ts';
import { shellWord } from '../containment/shell.ts';
import { estatesOf } from '../estates.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Configuration } from '../scenario/changes/edits-of.ts';
import { editsOf } from '../scenario/changes/registry.ts';
import { editDocument } from '../scenario/edited-document.ts';
import { placeChange } from '../scenario/place-change.ts';
import {
  attachmentStep,
  boundaryStep,
  deleteInline,
  emptyPolicy,
  keyStep,
  nameOf,
  newInlineStep,
  replacePolicy,
} from './aws-steps.ts';
import { type PlanStep, STAGES } from './plan-step.ts';
import { policyAround } from './policy-place.ts';

/**
 * A plan for the changes of a scenario: what stops the harm first, what cannot be undone last. Commands are text for a
 * person to read and run.
 * @throws TrustpathError where a change cannot be made in this snapshot
 */
export function planOf(
  source: ObservationSource,
  changes: readonly Change[],
  entity: Configuration['entity'],
): readonly PlanStep[] {
  const configuration: Configuration = { estates: estatesOf(source), entity };
  const steps = changes.flatMap((change) => stepOf(change, source, configuration) ?? []);
  return steps.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

function stepOf(change: Change, source: ObservationSource, configuration: Configuration): PlanStep | null {
  switch (change.change) {
    case 'guard':
      return null;
    case 'disable-credential':
    case 'delete-credential': {
      const key = configuration.estates.aws.facts.keys.find((each) => each.id === change.credential);
      if (key)
        return keyStep(
          change,
          key.id,
          key.user,
          change.change === 'delete-credential' ? 'delete' : 'disable',
        );
      return deletePassword(change, change.credential);
    }
    case 'attach-policy':
    case 'detach-policy': {
      const verb = change.change === 'attach-policy' ? 'attach' : 'detach';
      const { name } = nameOf(change.principal);
      return attachmentStep(
        change,
        `${verb === 'attach' ? 'Attach' : 'Detach'} ${change.policy} ${verb === 'attach' ? 'to' : 'from'} ${name}`,
        change.principal,
        change.policy,
        verb,
      );
    }
    case 'quarantine':
    case 'revoke-sessions':
      return denial(change, configuration);
    case 'set-boundary':
      return boundaryStep(
        change,
        change.principal,
        change.policy,
        configuration.estates.aws.principals.get(change.principal)?.fact.boundary?.arn ?? null,
      );
    default:
      return edited(change, source, configuration);
  }
}

/** The policy that a scenario adds is what the command puts. */
function denial(
  change: Extract<Change, { change: 'quarantine' | 'revoke-sessions' }>,
  configuration: Configuration,
): PlanStep {
  const [edit] = editsOf([change], configuration);
  const value = edit && 'value' in edit ? edit.value : null;
  const policy = isJsonObject(value) ? value : {};
  const principal = change.change === 'quarantine' ? change.principal : change.role;
  const title =
    change.change === 'quarantine'
      ? `Deny ${nameOf(principal).name} everything`
      : `End sessions of ${nameOf(principal).name} from before ${change.before}`;
  return newInlineStep(
    change,
    title,
    principal,
    String(policy.PolicyName ?? 'TrustpathQuarantine'),
    policy.PolicyDocument ?? null,
    change.change === 'quarantine' ? 'stop' : 'end',
  );
}

/** A change of a document: a policy is put anew; of anything else, the place and what stands there is told. */
function edited(change: Change, source: ObservationSource, configuration: Configuration): PlanStep {
  const [edit] = editsOf([change], configuration);
  if (!edit) return nothingToDo(change);
  const before = source.document(edit.observation);
  const { document: after } = editDocument(before, [edit]);
  const title = titleOf(change, before, edit.pointer, edit.observation);
  const place = policyAround(before, edit.pointer);
  if (place) {
    const now = resolvePointer(after, place.pointer) ?? null;
    return hasStatement(now) ? replacePolicy(change, title, place, now) : emptyPolicy(change, title, place);
  }
  if (change.change === 'put-inline-policy')
    return newInlineStep(change, title, change.principal, change.name, change.document, 'repair');
  const whole = policyAround(before, `${edit.pointer}/PolicyDocument`);
  if (edit.op === 'remove' && whole?.kind === 'inline') return deleteInline(change, title, whole);
  const value = resolvePointer(before, edit.pointer) ?? null;
  return {
    stage: change.change === 'remove-entity' ? 'remove' : 'repair',
    title,
    change,
    document: {
      name: `${edit.pointer.slice(edit.pointer.lastIndexOf('/') + 1) || 'document'}.json`,
      before: value,
      after: edit.op === 'remove' ? null : (resolvePointer(after, edit.pointer) ?? null),
    },
    ...kubernetesCommands(before, edit.pointer, value),
  };
}

function hasStatement(policy: Json): boolean {
  if (!isJsonObject(policy)) return false;
  const { Statement: statement } = policy;
  return Array.isArray(statement) ? statement.length > 0 : isJsonObject(statement);
}

/** What `kubectl` does about a binding, or a rule of a role. */
function kubernetesCommands(
  document: Json,
  pointer: string,
  value: Json,
): Pick<PlanStep, 'commands' | 'test' | 'rollback'> {
  const none = { commands: [], test: [], rollback: [] };
  const rule = /^(.*)\/rules\/(\d+)$/.exec(pointer);
  const object = rule ? resolvePointer(document, rule[1] ?? '') : value;
  if (!isJsonObject(object) || !isJsonObject(object.metadata)) return none;
  const kind = String(object.kind ?? '').toLowerCase();
  const namespace = typeof object.metadata.namespace === 'string' ? object.metadata.namespace : null;
  const name = String(object.metadata.name ?? '');
  if (kind === '' || name === '') return none;
  const where = `${kind} ${shellWord(name)}${namespace === null ? '' : ` --namespace ${shellWord(namespace)}`}`;
  const keep = `kubectl get ${where} --output yaml > before.yaml`;
  const can = `kubectl auth can-i --list${namespace === null ? '' : ` --namespace ${shellWord(namespace)}`} --as SUBJECT`;
  if (rule)
    return {
      commands: [
        keep,
        `kubectl patch ${where} --type json --patch ${shellWord(JSON.stringify([{ op: 'remove', path: `/rules/${rule[2]}` }]))}`,
      ],
      test: [`kubectl patch ${where} --dry-run=server --type json --patch …`, can],
      rollback: ['kubectl apply --filename before.yaml'],
    };
  return {
    commands: [keep, `kubectl delete ${where}`],
    test: [`kubectl delete ${where} --dry-run=server`, can],
    rollback: ['kubectl apply --filename before.yaml'],
  };
}

function deletePassword(change: Change, credential: string): PlanStep {
  const user = nameOf(credential.replace(/\/login-profile$/, '')).name;
  return {
    stage: 'stop',
    title: `Delete the console password of ${user}`,
    change,
    document: null,
    commands: [`aws iam delete-login-profile --user-name ${shellWord(user)}`],
    test: [`aws iam get-login-profile --user-name ${shellWord(user)}`],
    rollback: [
      `aws iam create-login-profile --user-name ${shellWord(user)} --password-reset-required --password …`,
    ],
  };
}

function nothingToDo(change: Change): PlanStep {
  return {
    stage: 'repair',
    title: 'Nothing has to be done: it is so already',
    change,
    document: null,
    commands: [],
    test: [],
    rollback: [],
  };
}

function titleOf(change: Change, document: Json, pointer: string, observation: `sha256:${string}`): string {
  if (change.change === 'remove-entity') return `Remove ${change.entity}`;
  if (change.change === 'set-trust') return `Replace the trust policy of ${nameOf(change.role).name}`;
  if (change.change === 'edit-policy') return `Replace the policy ${change.policy}`;
  if (change.change === 'set-boundary')
    return `Set the permissions boundary of ${nameOf(change.principal).name}`;
  if (change.change === 'put-inline-policy' || change.change === 'delete-inline-policy')
    return `${change.change === 'put-inline-policy' ? 'Put' : 'Delete'} inline policy ${change.name} of ${nameOf(change.principal).name}`;
  const told = placeChange(document, { observation, pointer }, NO_RELATION);
  return told?.title ?? `Change ${pointer} of ${canonicalJson(observation)}`;
}

const NO_RELATION = {
  from: '',
  to: '',
  kind: 'controls',
  rule: '',
  verdict: 'allow',
  conditions: [],
  proof: [],
} as const;
