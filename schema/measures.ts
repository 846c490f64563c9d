import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors.ts';

export const MEASURE_UNITS = [
  'ratio',
  'identities',
  'keys',
  'paths',
  'jewels',
  'exceptions',
  'days',
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

/** What a snapshot says of a path between two ends, and the operations whose gaps could hide one. */
export const pathSeen = z.object({
  /** `perhaps`: only over conditional or unknown relations. */
  state: z.enum(['holds', 'perhaps', 'absent']),
  gaps: z.array(z.string()),
});
export type PathSeen = z.output<typeof pathSeen>;

export const measure = found.extend({
  id: z.string(),
  title: z.string(),
  /** What is counted, in a sentence or two. */
  definition: z.string(),
  unit: z.enum(MEASURE_UNITS),
  /** Which way is better. */
  better: z.enum(['lower', 'higher']),
  /** Gaps of the collection that could change it, one text each. */
  coverage: z.array(z.string()),
});
export type Measure = z.output<typeof measure>;

/** A measure in a row of snapshots. */
export const trendMeasure = measure.extend({
  /** How many entities are behind it. */
  count: z.number().int(),
});
export type TrendMeasure = z.output<typeof trendMeasure>;

/** The measures of one snapshot among others. */
export const trendColumn = z.object({
  path: z.string(),
  digest: z.string().nullable(),
  sealedAt: z.string().nullable(),
  /** The moment at which what the case says was counted. */
  at: z.string(),
  /** Those of the case with the entities behind them, the others where they were asked for. */
  measures: z.array(trendMeasure),
  /** Why there are no measures; null where there are. */
  failure: z
    .object({ code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]), message: z.string() })
    .nullable(),
});
export type TrendColumn = z.output<typeof trendColumn>;
