import { z } from 'zod';
import { type Scenario, scenario } from '../scenario.ts';
import { drill } from './drill.ts';
import { drillRun, drillStep } from './drill-run.ts';
import { exception } from './exception.ts';

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

/** A mark without the action's name, of any kind. */
const singleMark = z.discriminatedUnion('mark', [
  mark('crown-jewel').omit({ do: true }),
  mark('compromised').omit({ do: true }),
  mark('tier').omit({ do: true }),
  mark('owner').omit({ do: true }),
  mark('environment').omit({ do: true }),
  mark('tags').omit({ do: true }),
  mark('note').omit({ do: true }),
]);

/** What rules propose of an entity; it is no mark until a person makes it one. */
const proposal = z.strictObject({
  entity: id,
  mark: z.enum(['tier', 'environment']),
  value: z.union([MARKS.tier, MARKS.environment]),
});

export const caseAction = z.union([
  /** A snapshot that the case is about. */
  z.strictObject({ do: z.literal('attach-snapshot'), digest, path: z.string().max(4_096), title }),
  z.strictObject({ do: z.literal('detach-snapshot'), digest }),
  mark('crown-jewel'),
  mark('compromised'),
  mark('tier'),
  mark('owner'),
  mark('environment'),
  mark('tags'),
  mark('note'),
  /** Several marks at once: one line, so that all of them are there or none, and one undoing takes all back. */
  z.strictObject({ do: z.literal('mark-all'), marks: z.array(singleMark).min(1).max(10_000) }),
  /** What rules propose is not so, as a person sees it: it is not proposed again. */
  z.strictObject({
    do: z.literal('decline'),
    proposals: z.array(proposal).max(10_000),
    declined: z.boolean(),
  }),
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
  /** Takes back (or puts back) the note that this entry of the log wrote. */
  z.strictObject({ do: z.literal('strike-note'), number: z.int().min(1), struck: z.boolean() }),
  /** Where an entity stands in the drawing of a question, in the drawing's own units; null: where the layout puts it. */
  z.strictObject({
    do: z.literal('pin'),
    question: z.string().max(16_384),
    entity: id,
    at: z.tuple([z.number(), z.number()]).nullable(),
  }),
  z.strictObject({ do: z.literal('exception'), id, exception: exception.nullable() }),
  /** A drill begins, or what is under way elsewhere goes on here; null: it is abandoned. */
  z.strictObject({ do: z.literal('run-drill'), id, run: drillRun.nullable() }),
  z.strictObject({ do: z.literal('drill-step'), id, step: drillStep }),
  /** A drill is recorded; if it was under way by that id, it is so no more. */
  z.strictObject({ do: z.literal('drill'), id, drill: drill.nullable() }),
]);
export type CaseAction = z.output<typeof caseAction>;
export type SingleMark = z.output<typeof singleMark>;
