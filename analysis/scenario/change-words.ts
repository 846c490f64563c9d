import type { Change, ChangeKind } from '../../schema/scenario.ts';

type Words = { readonly [K in ChangeKind]: (change: Extract<Change, { change: K }>) => string };

const WORDS: Words = {
  'delete-credential': ({ credential }) => `Delete ${short(credential)}`,
  'disable-credential': ({ credential }) => `Disable ${short(credential)}`,
  'rotate-credential': ({ credential }) => `Replace ${short(credential)} by another`,
  'delete-secret': ({ secret }) => `Delete the secret ${short(secret)}`,
  'put-inline-policy': ({ principal, name }) => `Put inline policy ${name} of ${short(principal)}`,
  'delete-inline-policy': ({ principal, name }) => `Delete inline policy ${name} of ${short(principal)}`,
  'attach-policy': ({ principal, policy }) => `Attach ${policy} to ${short(principal)}`,
  'detach-policy': ({ principal, policy }) => `Detach ${policy} from ${short(principal)}`,
  'remove-statement': ({ of, policy, statement }) =>
    `Remove statement ${statement} from ${policyWords(policy)}${short(of)}`,
  'edit-policy': ({ policy }) => `Replace the policy ${policy}`,
  'set-trust': ({ role }) => `Replace the trust policy of ${short(role)}`,
  'tighten-trust': ({ role, subjects }) => `Let only ${subjects.join(', ')} become ${short(role)}`,
  'set-boundary': ({ principal, policy }) =>
    policy === null
      ? `Take the permissions boundary off ${short(principal)}`
      : `Set the permissions boundary of ${short(principal)}`,
  quarantine: ({ principal }) => `Deny ${short(principal)} everything`,
  'revoke-sessions': ({ role, before }) => `End sessions of ${short(role)} from before ${before}`,
  'add-to-group': ({ user, group }) => `Put ${short(user)} into group ${group}`,
  'remove-from-group': ({ user, group }) => `Take ${short(user)} out of group ${group}`,
  'put-resource-policy': ({ resource }) => `Replace the policy of ${short(resource)}`,
  'delete-resource-policy': ({ resource }) => `Delete the policy of ${short(resource)}`,
  'put-control-policy': ({ name, target, type }) =>
    `Attach a new ${type} control policy ${name} to ${target}`,
  'attach-control-policy': ({ policy, target }) => `Attach control policy ${policy} to ${target}`,
  'detach-control-policy': ({ policy, target }) => `Detach control policy ${policy} from ${target}`,
  'edit-control-policy': ({ policy }) => `Replace the control policy ${policy}`,
  'delete-binding': ({ binding }) => `Delete the binding ${short(binding)}`,
  'remove-subject': ({ binding, subject }) => `Take ${short(subject)} out of the binding ${short(binding)}`,
  'add-binding': ({ role, name, subject }) => `Give ${short(role)} to ${short(subject)} by a binding ${name}`,
  'delete-role': ({ role }) => `Delete the role ${short(role)}`,
  'edit-role': ({ role }) => `Replace the rules of ${short(role)}`,
  'remove-rule': ({ role, rule }) => `Remove rule ${rule} from ${short(role)}`,
  'delete-service-account': ({ account }) => `Delete the service account ${short(account)}`,
  'quarantine-service-account': ({ account }) => `Take everything from ${short(account)} that names it`,
  'set-service-account': ({ workload, account }) => `Run ${short(workload)} as ${account}`,
  'create-service-account': ({ namespace, name, like }) =>
    `Create the service account ${namespace}/${name}${like === undefined ? '' : ` like ${short(like)}`}`,
  'restart-workload': ({ workload }) => `Make the pods of ${short(workload)} anew`,
  'admission-policy': ({ cluster, name }) => `Have the admission policy ${name} deny in ${short(cluster)}`,
  'set-automount': ({ of, automount }) =>
    automount ? `Put tokens of ${short(of)} into pods` : `Put no token of ${short(of)} into pods`,
  'set-workflow-permissions': ({ workflow, job }) =>
    `Set the permissions of ${job === undefined ? '' : `the job ${job} of `}${short(workflow)}`,
  'disable-workflow': ({ workflow }) => `Disable the workflow ${short(workflow)}`,
  'set-environment-reviewers': ({ environment, reviewers }) =>
    reviewers.length === 0
      ? `Let deployments to ${short(environment)} wait for nobody`
      : `Let deployments to ${short(environment)} wait for ${reviewers.map(({ name }) => name).join(' or ')}`,
  'set-environment-branches': ({ environment, branches }) =>
    `Let ${typeof branches === 'string' ? `${branches} branches` : branches.join(', ')} deploy to ${short(environment)}`,
  'set-token-permissions': ({ of, permissions }) =>
    `Let tokens of workflows in ${short(of)} ${permissions} unless they ask for more`,
  'remove-entity': ({ entity }) => `Remove ${short(entity)}`,
  'remove-at': ({ at }) => `Remove what stands at ${at.pointer}`,
  'replace-at': ({ at }) => `Replace what stands at ${at.pointer}`,
  guard: ({ from, to }) => `No path from ${short(from)} to ${short(to)}`,
};

/** One line for people that says what a change does, from the change alone. */
export function changeWords(change: Change): string {
  // The table has for each kind of change the words for it.
  return (WORDS[change.change] as (change: Change) => string)(change);
}

function policyWords(policy: Extract<Change, { change: 'remove-statement' }>['policy']): string {
  if (typeof policy === 'object') return `${policy.inline} of `;
  if (policy === 'trust' || policy === 'resource')
    return `the ${policy === 'trust' ? 'trust ' : ''}policy of `;
  return '';
}

/** The end of an id that people know a thing by: `payments/api` of a cluster, the name of an ARN, a GitHub path. */
export function short(id: string): string {
  const cluster = /^k8s:\/\/[^/]+\/[^/]+\/(.+)$/.exec(id);
  if (cluster?.[1]) return cluster[1];
  if (id.startsWith('github://')) return id.slice('github://'.length);
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) || id;
}
