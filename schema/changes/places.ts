import { z } from 'zod';
import { entity, json, place } from './parts.ts';

/** Changes that are of no one provider. */
export const PLACE_CHANGES = {
  /** Removes an entity where it is described. */
  'remove-entity': z.strictObject({ change: z.literal('remove-entity'), entity }),
  /** Removes what stands at a place of an observation, as proofs point at it: a statement, a binding, a rule. */
  'remove-at': z.strictObject({ change: z.literal('remove-at'), at: place }),
  /** Replaces what stands at a place of an observation. */
  'replace-at': z.strictObject({ change: z.literal('replace-at'), at: place, value: json }),
  /** Changes nothing: says whether any path leads from one to the other. */
  guard: z.strictObject({ change: z.literal('guard'), from: entity, to: entity }),
} as const;
