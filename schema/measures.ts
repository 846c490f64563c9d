import { z } from 'zod';

export const MEASURE_UNITS = [
  'ratio',
  'identities',
  'keys',
  'paths',
  'jewels',
  'exceptions',
  'seconds',
] as const;

/** What one measure found. An input that is not there makes it null with the reason, never 0. */
export const found = z.object({
  value: z.number().nullable(),
  /** What was counted, of what: of a ratio its two numbers. Null where the value is no count of some of a whole. */
  of: z.object({ part: z.number().int(), whole: z.number().int() }).nullable(),
  /** Ids of the entities behind it, in the order of the inventory. */
  entities: z.array(z.string()),
  /** Figures beside the value: a largest, a distribution, one for each provider. */
  also: z.array(z.object({ label: z.string(), value: z.number() })),
  /** What of the inputs is not known: with a value, what it leaves out; without one, why there is none. */
  unknown: z.string().nullable(),
});
export type Found = z.output<typeof found>;

export const measure = found.extend({
  id: z.string(),
  title: z.string(),
  unit: z.enum(MEASURE_UNITS),
  /** Gaps of the collection that could change it, one text each. */
  coverage: z.array(z.string()),
});
export type Measure = z.output<typeof measure>;
