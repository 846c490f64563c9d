import { attachmentKey, type GuardrailType, type OrganizationFact } from '../../aws/read/organizations.ts';
import { append, type Edit, ofCalls, remove, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

const TYPES = {
  service: 'SERVICE_CONTROL_POLICY',
  resource: 'RESOURCE_CONTROL_POLICY',
} as const satisfies Record<string, GuardrailType>;

/** A policy that is not there yet is attached with its content, which the list of what is attached has otherwise not. */
export const putControlPolicy: EditsOf<'put-control-policy'> = (
  { target, type, name, document },
  configuration,
) => {
  const own = attachedAt(target, TYPES[type], configuration);
  const id = `p-scenario-${name}`;
  return [attach(own, { Id: id, Name: name, Type: TYPES[type], Content: document })];
};

export const attachControlPolicy: EditsOf<'attach-control-policy'> = ({ policy, target }, configuration) => {
  const { organization, type } = policyOf(policy, configuration);
  const own = attachedAt(target, type, configuration);
  if (own.fact.policies.some(({ id }) => id === policy)) return [];
  const name = organization.policies.get(policy)?.name ?? policy;
  return [attach(own, { Id: policy, Name: name, Type: type })];
};

export const detachControlPolicy: EditsOf<'detach-control-policy'> = ({ policy, target }, configuration) => {
  for (const type of Object.values(TYPES))
    for (const { attached } of configuration.estates.aws.facts.organizations.organizations) {
      const found = attached.get(attachmentKey(target, type))?.policies.find(({ id }) => id === policy);
      if (found) return [ofCalls(remove(found.ref), { TargetId: [target], Filter: [type] })];
    }
  throw notFound(`policy attached to ${target} with the id`, policy);
};

export const editControlPolicy: EditsOf<'edit-control-policy'> = ({ policy, document }, configuration) => {
  if (/^p-FullAWSAccess$|^p-RCPFullAWSAccess$/.test(policy))
    throw notChangeable(policy, 'it is managed by AWS; detach it or put another');
  const { organization } = policyOf(policy, configuration);
  const known = organization.policies.get(policy);
  if (!known) throw notFound('control policy', policy);
  return [replace(known.ref, document)];
};

function attach(
  { fact, target, type }: ReturnType<typeof attachedAt>,
  value: { readonly [member: string]: Parameters<typeof append>[1] },
): Edit {
  return ofCalls(append(fact.ref, value), { TargetId: [target], Filter: [type] });
}

function attachedAt(target: string, type: GuardrailType, { estates }: Configuration) {
  const { organizations } = estates.aws.facts.organizations;
  for (const { attached, roots } of organizations) {
    const fact = attached.get(attachmentKey(target, type));
    if (!fact) continue;
    if (!roots.some(({ enabled }) => enabled.has(type)))
      throw notChangeable(target, `policies of the type ${type} are switched off in the organization`);
    return { fact, target, type };
  }
  if (organizations.length === 0) throw notFound('organization with', target);
  throw notChangeable(target, `organizations:ListPoliciesForTarget was not collected for it`);
}

/** The organization that has the policy, and the type that it is attached as. */
function policyOf(
  id: string,
  { estates }: Configuration,
): { readonly organization: OrganizationFact; readonly type: GuardrailType } {
  for (const organization of estates.aws.facts.organizations.organizations)
    for (const type of Object.values(TYPES))
      for (const [key, { policies }] of organization.attached)
        if (key.endsWith(` ${type}`) && policies.some((each) => each.id === id))
          return { organization, type };
  throw notFound('service or resource control policy attached anywhere with the id', id);
}
