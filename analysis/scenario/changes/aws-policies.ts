import type { Json, JsonObject } from '../../../schema/json.ts';
import { above, append, below, type Edit, remove, replace } from '../edit.ts';
import type { EditsOf } from './edits-of.ts';
import { notChangeable, notFound, policyHolder } from './find.ts';

export const putInlinePolicy: EditsOf<'put-inline-policy'> = (
  { principal, name, document },
  configuration,
) => {
  const { fact, inlineMember } = policyHolder(configuration, principal);
  const known = fact.inline.find((each) => each.name === name);
  if (known) return [replace(known.ref, document)];
  return [inline(fact.ref, inlineMember, name, document)];
};

export const deleteInlinePolicy: EditsOf<'delete-inline-policy'> = ({ principal, name }, configuration) => {
  const { fact } = policyHolder(configuration, principal);
  const known = fact.inline.find((each) => each.name === name);
  if (!known) throw notFound(`inline policy of ${principal} named`, name);
  return [remove(above(known.ref))];
};

export const attachPolicy: EditsOf<'attach-policy'> = ({ principal, policy }, configuration) => {
  const { fact } = policyHolder(configuration, principal);
  if (fact.attached.some((each) => each.arn === policy)) return [];
  const known = [...configuration.estates.aws.facts.policies.values()].some(({ arn }) => arn === policy);
  if (!known) throw notFound('managed policy', policy);
  const name = policy.slice(policy.lastIndexOf('/') + 1);
  return [append(below(fact.ref, 'AttachedManagedPolicies'), { PolicyName: name, PolicyArn: policy })];
};

export const detachPolicy: EditsOf<'detach-policy'> = ({ principal, policy }, configuration) => {
  const { fact } = policyHolder(configuration, principal);
  const known = fact.attached.find((each) => each.arn === policy);
  if (!known) throw notFound(`policy attached to ${principal} named`, policy);
  return [remove(known.ref)];
};

export const editPolicy: EditsOf<'edit-policy'> = ({ policy, document }, { estates }) => {
  const edits = [...estates.aws.facts.policies.values()]
    .filter(({ arn }) => arn === policy)
    .flatMap(({ versions }) => versions.filter((version) => version.isDefault))
    .map((version) => replace(version.ref, document));
  if (edits.length === 0) throw notFound('managed policy with a version in force named', policy);
  return edits;
};

export const setBoundary: EditsOf<'set-boundary'> = ({ principal, policy }, configuration) => {
  const { fact } = policyHolder(configuration, principal);
  if (fact.kind === 'group') throw notChangeable(principal, 'a group has no permissions boundary');
  if (policy === null) return fact.boundary ? [remove(fact.boundary.ref)] : [];
  return [
    replace(below(fact.ref, 'PermissionsBoundary'), {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: policy,
    }),
  ];
};

export const setTrust: EditsOf<'set-trust'> = ({ role, document }, { estates }) => {
  const known = estates.aws.principals.get(role);
  if (known?.fact.kind !== 'role') throw notFound('role', role);
  return [replace(below(known.fact.ref, 'AssumeRolePolicyDocument'), document)];
};

export const quarantine: EditsOf<'quarantine'> = ({ principal }, configuration) => {
  const { fact, inlineMember } = policyHolder(configuration, principal);
  const statement = { Effect: 'Deny', Action: '*', Resource: '*' };
  return [inline(fact.ref, inlineMember, 'TrustpathQuarantine', policyOf(statement))];
};

/** IAM User Guide, "Revoking IAM role temporary security credentials". */
export const revokeSessions: EditsOf<'revoke-sessions'> = ({ role, before }, configuration) => {
  const { fact, inlineMember } = policyHolder(configuration, role);
  if (fact.kind !== 'role') throw notChangeable(role, 'only sessions of roles are revoked so');
  const statement = {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:TokenIssueTime': before } },
  };
  return [inline(fact.ref, inlineMember, 'AWSRevokeOlderSessions', policyOf(statement))];
};

function policyOf(statement: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: [statement] };
}

function inline(at: Parameters<typeof below>[0], member: string, name: string, document: Json): Edit {
  return append(below(at, member), { PolicyName: name, PolicyDocument: document });
}
