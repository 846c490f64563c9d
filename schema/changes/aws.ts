import { z } from 'zod';
import { entity, json, name } from './parts.ts';

/** Changes of an AWS account: credentials, policies, trust, boundaries, sessions. */
export const AWS_CHANGES = {
  /** Deletes an access key or a console password. */
  'delete-credential': z.strictObject({ change: z.literal('delete-credential'), credential: entity }),
  /** Makes an access key inactive: it authenticates nobody and still takes up room. */
  'disable-credential': z.strictObject({ change: z.literal('disable-credential'), credential: entity }),
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
} as const;
