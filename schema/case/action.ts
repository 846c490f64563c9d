import { z } from 'zod';
import { type Scenario, scenario } from '../scenario.ts';

/** What an analyst does in a case, one entry of its log each. A value of null takes back what was there. */
const id = z.string().min(1).max(4_096);
const title = z.string().max(256);
const free = z.string().max(20_000);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** What can be said of an entity, by name. */
export const MARKS = {
  /** Must not be reached, whatever rules say of it; false: it is none. */
  'crown-jewel': z.boolean(),
  /** Known or taken to be in an attacker's hands. */
  compromised: z.boolean(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  owner: z.string().min(1).max(256),
  environment: z.string().min(1).max(256),
  tags: z.array(z.string().min(1).max(128)).max(64),
  note: free,
} as const;
export type MarkName = keyof typeof MARKS;

const mark = <N extends MarkName>(name: N) =>
  z.strictObject({
    do: z.literal('mark'),
    entity: id,
    mark: z.literal(name),
    value: MARKS[name].nullable(),
  });

export const caseAction = z.union([
  /** A snapshot that the case is about. */
  z.strictObject({ do: z.literal('attach-snapshot'), digest, path: z.string().max(4_096), title }),
  mark('crown-jewel'),
  mark('compromised'),
  mark('tier'),
  mark('owner'),
  mark('environment'),
  mark('tags'),
  mark('note'),
  z.strictObject({
    do: z.literal('keep-scenario'),
    id,
    title,
    scenario: (scenario as z.ZodType<Scenario, Scenario>).nullable(),
  }),
  z.strictObject({
    do: z.literal('keep-question'),
    id,
    title,
    question: z.strictObject({ from: id.nullable(), to: id.nullable() }).nullable(),
  }),
  z.strictObject({ do: z.literal('write-note'), text: free }),
]);
export type CaseAction = z.output<typeof caseAction>;
