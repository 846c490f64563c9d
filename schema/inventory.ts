import { z } from 'zod';
import { ENTITY_KIND_NAMES, type EntityKind } from './kinds/entity-kinds.ts';
import type { ObservationId } from './records.ts';

/**
 * One machine identity as the programme sees it. What is null was not collected or cannot be known; `unknown` says of
 * which of them, and why.
 */
export const CREDENTIALS = ['static', 'short-lived', 'federated', 'none'] as const;
export const INVENTORY_FIELDS = [
  'owner',
  'environment',
  'tier',
  'credential',
  'age',
  'lastUse',
  'expiry',
  'privileges',
] as const;

const tier = z.union([z.literal(0), z.literal(1), z.literal(2)]);

export const inventoryRow = z.object({
  id: z.string(),
  kind: z.enum(ENTITY_KIND_NAMES as [EntityKind, ...EntityKind[]]),
  name: z.string(),
  source: z.string().nullable(),
  /** The first of `claims`; `assigned` where a person said so in the case. */
  owner: z
    .object({
      name: z.string(),
      assigned: z.boolean(),
      /** Claims name others too. */
      disputed: z.boolean(),
    })
    .nullable(),
  /** Everything that says who owns it, strongest first, with the place that says so. */
  claims: z.array(
    z.object({
      source: z.string(),
      owner: z.string(),
      says: z.string(),
      observation: z.custom<ObservationId>((value) => typeof value === 'string').nullable(),
      pointer: z.string().nullable(),
    }),
  ),
  environment: z
    .object({ name: z.string(), confirmed: z.boolean(), reasons: z.array(z.string()) })
    .nullable(),
  /** It counts as a crown jewel: as marked, else as derived. */
  crownJewel: z.boolean(),
  /** 0 is the most important. Proposed by what it is and what it reaches, until a person confirms it. */
  tier: z.object({ value: tier, confirmed: z.boolean(), reasons: z.array(z.string()) }).nullable(),
  credential: z.enum(CREDENTIALS).nullable(),
  created: z.string().nullable(),
  /** Whole days from `created` to the moment the source is of. */
  ageDays: z.number().int().nullable(),
  /** `never` in what the provider keeps track of; null: not known. */
  lastUsed: z.string().nullable(),
  /** A time, or `never`, or `session` for what lives as long as the session it is for. */
  expires: z.string().nullable(),
  /** Workloads that run with it. */
  workloads: z.number().int(),
  privileges: z.object({
    /** Services that its policies allow, and those of them that it used in the time that the provider keeps track of. */
    granted: z.number().int().nullable(),
    used: z.number().int().nullable(),
    /** A statement or rule that allows every action of a service, or every verb, on everything; null: not known. */
    wildcard: z.boolean().nullable(),
  }),
  unknown: z.array(z.object({ field: z.enum(INVENTORY_FIELDS), reason: z.string() })),
});
export type InventoryRow = z.output<typeof inventoryRow>;
