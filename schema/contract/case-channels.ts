import { z } from 'zod';
import { caseAction, MARKS } from '../case/action.ts';
import { handle, path } from './shapes.ts';

const marks = z.object({
  'crown-jewel': MARKS['crown-jewel'].optional(),
  compromised: MARKS.compromised.optional(),
  tier: MARKS.tier.optional(),
  owner: MARKS.owner.optional(),
  environment: MARKS.environment.optional(),
  tags: MARKS.tags.optional(),
  note: MARKS.note.optional(),
});

/** A case as it stands: what its actions add up to. */
const caseState = z.object({
  case: handle,
  path: z.string(),
  title: z.string(),
  createdAt: z.string(),
  /** How many actions were done, and the hash of the last line of the log. */
  head: z.object({ number: z.number().int(), hash: z.string() }),
  snapshots: z.array(z.object({ digest: z.string(), path: z.string(), title: z.string() })),
  marks: z.array(z.object({ entity: z.string(), marks })),
  scenarios: z.array(z.object({ id: z.string(), title: z.string(), changes: z.number().int() })),
  questions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  notes: z.array(z.object({ at: z.string(), text: z.string() })),
});

/** Requests about the analyst's own file. What is marked there counts in the answers of the snapshot it is bound to. */
export const CASE_CHANNELS = {
  'case.create': { input: z.object({ path, title: z.string().max(256) }), output: caseState },
  'case.open': { input: z.object({ path }), output: caseState },
  'case.close': { input: z.object({ case: handle }), output: z.object({}) },
  /** Does one action. When this is answered, the action is on the disk. */
  'case.apply': { input: z.object({ case: handle, action: caseAction }), output: caseState },
  /** From now on the marks of the case count in answers about the snapshot, which is noted in the case. */
  'case.bind': { input: z.object({ case: handle, handle }), output: caseState },
} as const;
