import { z } from 'zod';
import { drillKind, drillProposals, tabletop } from '../drills.ts';
import { handle, text } from './shapes.ts';

const format = z.enum(['html', 'markdown']);

/** Requests about tabletops: proposed and made from an open, sealed snapshot, recorded in a case by its action `drill`. */
export const DRILL_CHANNELS = {
  /** The worst footholds of each kind of drill, or of one kind. `limit` is how many of each (default 10). */
  'drill.propose': {
    input: z.object({
      handle,
      kind: drillKind.optional(),
      limit: z.number().int().min(1).max(100).optional(),
    }),
    output: z.object({ kinds: z.array(drillProposals) }),
  },
  /**
   * One drill, from a foothold (an id, a name, or a fragment that only one entity has) or from the worst. Refused where
   * nothing that must not be reached is. With `format` also as the facilitator's script.
   */
  'drill.make': {
    input: z.object({
      handle,
      kind: drillKind.optional(),
      from: text.optional(),
      format: format.optional(),
    }),
    output: z.object({ drill: tabletop, text: z.string().nullable() }),
  },
  /**
   * The after-action report of a drill that a case has recorded. Scenario, path and plan come from the snapshot of the
   * drill where it is given; without it they are left out, and the report says so.
   */
  'drill.report': {
    input: z.object({ case: handle, id: text, handle: handle.optional(), format }),
    output: z.object({ text: z.string() }),
  },
} as const;
