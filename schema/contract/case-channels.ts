import { z } from 'zod';
import { caseAction, MARKS } from '../case/action.ts';
import { drill } from '../case/drill.ts';
import { drillRun } from '../case/drill-run.ts';
import { exception } from '../case/exception.ts';
import { scenario } from '../scenario.ts';
import { entity, handle, path } from './shapes.ts';

const marks = z.object({
  'crown-jewel': MARKS['crown-jewel'].optional(),
  compromised: MARKS.compromised.optional(),
  tier: MARKS.tier.optional(),
  owner: MARKS.owner.optional(),
  environment: MARKS.environment.optional(),
  tags: MARKS.tags.optional(),
  note: MARKS.note.optional(),
});

const proposedValue = z.union([MARKS.tier, MARKS.environment]);

/** A case as it stands: what its actions add up to. */
const caseState = z.object({
  case: handle,
  path: z.string(),
  title: z.string(),
  createdAt: z.string(),
  /** How many actions were done, and the hash of the last line of the log. */
  head: z.object({ number: z.number().int(), hash: z.string() }),
  snapshots: z.array(
    z.object({
      digest: z.string(),
      path: z.string(),
      title: z.string(),
      /** Whether the file is where it was and the same; `unchecked`: there, its digest is compared when it is opened. */
      file: z.enum(['there', 'unchecked', 'missing', 'another', 'unreadable']),
      /** Why it cannot be opened as it is; empty where it can. */
      reason: z.string(),
    }),
  ),
  marks: z.array(z.object({ entity: z.string(), marks })),
  declined: z.array(
    z.object({ entity: z.string(), mark: z.enum(['tier', 'environment']), value: proposedValue }),
  ),
  scenarios: z.array(z.object({ id: z.string(), title: z.string(), scenario })),
  questions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      at: z.string(),
    }),
  ),
  notes: z.array(
    z.object({ number: z.number().int(), at: z.string(), text: z.string(), struck: z.boolean() }),
  ),
  /** Places in the drawing of a question, in the drawing's own units. */
  pins: z.array(
    z.object({ question: z.string(), entity: z.string(), at: z.tuple([z.number(), z.number()]) }),
  ),
  exceptions: z.array(z.object({ id: z.string(), exception, live: z.boolean(), daysLeft: z.number().int() })),
  /** Drills that are under way or not recorded yet, in the order in which they came into the case. */
  runs: z.array(z.object({ id: z.string(), run: drillRun })),
  drills: z.array(z.object({ id: z.string(), drill })),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});

/** Requests about the analyst's own file. What is marked there counts in the answers of the snapshot it is bound to. */
export const CASE_CHANNELS = {
  'case.create': { input: z.object({ path, title: z.string().max(256) }), output: caseState },
  'case.open': { input: z.object({ path }), output: caseState },
  'case.close': { input: z.object({ case: handle }), output: z.object({}) },
  /** Does one action. When this is answered, the action is on the disk. */
  'case.apply': { input: z.object({ case: handle, action: caseAction }), output: caseState },
  /** Takes back the last action, or does it again, by an action of its own. Nothing happens where there is none. */
  'case.undo': { input: z.object({ case: handle }), output: caseState },
  'case.redo': { input: z.object({ case: handle }), output: caseState },
  /** The latest actions, latest first. */
  'case.log': {
    input: z.object({ case: handle, limit: z.number().int().min(1).max(10_000) }),
    output: z.object({
      total: z.number().int(),
      entries: z.array(
        z.object({
          number: z.number().int(),
          at: z.string(),
          action: caseAction,
          undoes: z.number().int().optional(),
          hash: z.string(),
        }),
      ),
    }),
  },
  /**
   * Tiers and environments that rules propose for entities of a snapshot, without those that are marked already or were
   * declined. A proposal counts in no answer until it is confirmed, which is a mark.
   */
  'case.propose': {
    input: z.object({ case: handle, handle }),
    output: z.object({
      /** More than are listed where there are too many to read. */
      total: z.number().int(),
      proposals: z.array(
        z.object({
          entity,
          mark: z.enum(['tier', 'environment']),
          value: proposedValue,
          reasons: z.array(z.object({ rule: z.string(), says: z.string() })),
        }),
      ),
    }),
  },
  /** Says where a snapshot of the case is now. Refused where the file is not the one with that digest. */
  'case.locate': { input: z.object({ case: handle, digest: z.string(), path }), output: caseState },
  /** From now on the marks and exceptions of the case count in answers about the snapshot. */
  'case.bind': {
    input: z.object({
      case: handle,
      handle,
      /** Whether the case notes that it is about the snapshot; false for a look that leaves the case as it is. */
      note: z.boolean().optional(),
    }),
    output: caseState,
  },
} as const;
