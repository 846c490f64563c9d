import { z } from 'zod';
import type { Json } from './json.ts';

/**
 * A scenario: an ordered list of changes over an unchanged snapshot. As JSON it is what `whatif --scenario` reads, what
 * a case keeps and what people share. Entities are named by their ids.
 */
const entity = z.string().min(1).max(4_096);
const name = z.string().min(1).max(256);
const json = z.json() as unknown as z.ZodType<Json, Json>;
const place = z.object({
  observation: z.custom<`sha256:${string}`>(
    (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
    'is no observation',
  ),
  pointer: z.string().max(8_192),
});

export const CHANGES = {
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
  /** Removes an entity where it is described. */
  'remove-entity': z.strictObject({ change: z.literal('remove-entity'), entity }),
  /** Removes what stands at a place of an observation, as proofs point at it: a statement, a binding, a rule. */
  'remove-at': z.strictObject({ change: z.literal('remove-at'), at: place }),
  /** Replaces what stands at a place of an observation. */
  'replace-at': z.strictObject({ change: z.literal('replace-at'), at: place, value: json }),
  /** Changes nothing: says whether any path leads from one to the other. */
  guard: z.strictObject({ change: z.literal('guard'), from: entity, to: entity }),
} as const;

const change = z.discriminatedUnion('change', [
  CHANGES['delete-credential'],
  CHANGES['disable-credential'],
  CHANGES['put-inline-policy'],
  CHANGES['delete-inline-policy'],
  CHANGES['attach-policy'],
  CHANGES['detach-policy'],
  CHANGES['edit-policy'],
  CHANGES['set-trust'],
  CHANGES['set-boundary'],
  CHANGES.quarantine,
  CHANGES['revoke-sessions'],
  CHANGES['remove-entity'],
  CHANGES['remove-at'],
  CHANGES['replace-at'],
  CHANGES.guard,
]);

export const scenario = z.strictObject({
  name: z.string().max(256).optional(),
  /** Where an attacker starts; without any, every credential and every relation that is lost or gained. */
  from: z.array(entity).max(1_000).optional(),
  changes: z.array(change).min(1).max(10_000),
});

export type Change = z.output<typeof change>;
export type ChangeKind = keyof typeof CHANGES;
export type Scenario = z.output<typeof scenario>;
