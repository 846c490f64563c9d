import { z } from 'zod';
import { entity, json, name } from './parts.ts';

/** A claim of tokens in a condition, `*` and `?` as in StringLike. */
const claims = z.array(z.string().min(1).max(2_048)).min(1).max(100);

/** Changes of an AWS account and its organization: policies, trust, boundaries, sessions, groups, guardrails. */
export const AWS_CHANGES = {
  'put-inline-policy': z.strictObject({
    change: z.literal('put-inline-policy'),
    principal: entity,
    name,
    document: json,
  }),
  'delete-inline-policy': z.strictObject({
    change: z.literal('delete-inline-policy'),
    principal: entity,
    name,
  }),
  'attach-policy': z.strictObject({ change: z.literal('attach-policy'), principal: entity, policy: entity }),
  'detach-policy': z.strictObject({ change: z.literal('detach-policy'), principal: entity, policy: entity }),
  /**
   * Takes one statement out of a policy: an inline one, the trust policy, the version of a managed policy in force, the
   * policy of a resource, or a control policy of the organization. By its number from 0, in the policy as it is.
   */
  'remove-statement': z.strictObject({
    change: z.literal('remove-statement'),
    /** The user, role or group, the resource, or the policy itself. */
    of: entity,
    policy: z.union([z.enum(['trust', 'managed', 'resource', 'control']), z.strictObject({ inline: name })]),
    statement: z.number().int().min(0).max(10_000),
  }),
  /** Replaces the version of a managed policy that is in force. */
  'edit-policy': z.strictObject({ change: z.literal('edit-policy'), policy: entity, document: json }),
  'set-trust': z.strictObject({ change: z.literal('set-trust'), role: entity, document: json }),
  /** `policy` null takes the boundary off. */
  'set-boundary': z.strictObject({
    change: z.literal('set-boundary'),
    principal: entity,
    policy: entity.nullable(),
  }),
  /** Denies the principal everything. */
  quarantine: z.strictObject({ change: z.literal('quarantine'), principal: entity }),
  /** Denies what was issued before the moment, as "Revoke active sessions" of the console does. */
  'revoke-sessions': z.strictObject({
    change: z.literal('revoke-sessions'),
    role: entity,
    before: z.iso.datetime(),
  }),
  /** Has an OIDC trust accept these subjects (and audiences) of an issuer, and no others. */
  'tighten-trust': z.strictObject({
    change: z.literal('tighten-trust'),
    role: entity,
    /** Host and path, as condition keys begin: `token.actions.githubusercontent.com`. */
    issuer: z.string().min(1).max(2_048),
    subjects: claims,
    /** As they are, where left out. */
    audiences: claims.optional(),
  }),
  'add-to-group': z.strictObject({ change: z.literal('add-to-group'), user: entity, group: name }),
  'remove-from-group': z.strictObject({ change: z.literal('remove-from-group'), user: entity, group: name }),
  /** Puts the resource policy of a bucket, key, secret, table, queue, topic, repository or function. */
  'put-resource-policy': z.strictObject({
    change: z.literal('put-resource-policy'),
    resource: entity,
    document: json,
  }),
  'delete-resource-policy': z.strictObject({
    change: z.literal('delete-resource-policy'),
    resource: entity,
  }),
  /** Attaches a new service or resource control policy to a root, organizational unit or account. */
  'put-control-policy': z.strictObject({
    change: z.literal('put-control-policy'),
    target: name,
    type: z.enum(['service', 'resource']),
    name,
    document: json,
  }),
  /** Attaches one that the organization has; `policy` and `target` by their ids (`p-…`; `r-…`, `ou-…`, an account). */
  'attach-control-policy': z.strictObject({
    change: z.literal('attach-control-policy'),
    policy: name,
    target: name,
  }),
  'detach-control-policy': z.strictObject({
    change: z.literal('detach-control-policy'),
    policy: name,
    target: name,
  }),
  'edit-control-policy': z.strictObject({
    change: z.literal('edit-control-policy'),
    policy: name,
    document: json,
  }),
} as const;
