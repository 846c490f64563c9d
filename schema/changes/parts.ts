import { z } from 'zod';
import type { Json } from '../json.ts';

/** What changes are made of: an entity by its id, a name in the provider's spelling, a document, a place that proofs point at. */
export const entity = z.string().min(1).max(4_096);
export const name = z.string().min(1).max(256);
export const json = z.json() as unknown as z.ZodType<Json, Json>;
export const place = z.object({
  observation: z.custom<`sha256:${string}`>(
    (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
    'is no observation',
  ),
  pointer: z.string().max(8_192),
});
