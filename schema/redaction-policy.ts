import { z } from 'zod';
import { CATEGORY_NAMES } from './redaction-categories.ts';

const words = z.array(z.string().min(1).max(256)).max(10_000).default([]);

/** Which names give way to pseudonyms. What is in no file is replaced. */
export const redactionPolicy = z.strictObject({
  replace: z.array(z.enum(CATEGORY_NAMES)).default([...CATEGORY_NAMES]),
  /** Words that stay readable. */
  keep: words,
  /** Words that are replaced although they are public, or stand in what is left. */
  hide: words,
});
export type RedactionPolicy = z.output<typeof redactionPolicy>;
export const REPLACE_ALL: RedactionPolicy = redactionPolicy.parse({});
