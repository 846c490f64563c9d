import { z } from 'zod';
import { scenario } from '../scenario.ts';
import { handle, hop, path, progress, text } from './shapes.ts';

const control = z.object({ catalogue: z.string(), id: z.string(), title: z.string() });
const use = z.object({ entity: z.string(), at: z.string().nullable(), says: z.string() });

/** A guardrail: files for a team's repository, and how they did when they were tried against the snapshot. */
export const guardrail = z.object({
  /** `TEMPLATE-SLUG`; also the folder that its files are written into. */
  id: z.string(),
  template: z.string(),
  title: z.string(),
  why: z.string(),
  about: z.array(z.string()),
  controls: z.array(control),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  /** How a team puts it in place. Nothing here does. */
  apply: z.string(),
  /** What stood for the files when they were tried, and why. */
  stand: z.string(),
  changes: scenario.shape.changes.or(z.array(z.never()).max(0)),
  limits: z.array(z.string()),
  check: z.object({
    verdict: z.enum(['holds', 'harmless', 'fails', 'untried']),
    broken: z.array(hop),
    notBroken: z.array(hop),
    kept: z.array(hop),
    notKept: z.array(hop),
    usesLost: z.array(use),
    usesUnattributed: z.array(use),
    opened: z.array(hop),
    /** Changes, by their numbers from 0, that the guardrail's admission policy refuses. */
    refused: z.array(z.object({ change: z.number().int().min(0), by: z.string(), message: z.string() })),
    pathsEnded: z.number().int(),
    pathsLeft: z.number().int(),
    cases: z.array(z.object({ says: z.string(), wanted: z.string(), got: z.string() })),
  }),
});

/** Requests about guardrails and golden paths. */
export const GUARDRAIL_CHANNELS = {
  /** All that can be made, in the order in which it is given. */
  'guardrails.templates': {
    input: z.object({}),
    output: z.object({
      templates: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          why: z.string(),
          controls: z.array(control),
        }),
      ),
    }),
  },
  /** Guardrails that fit a finding, a scenario or, without either, the whole snapshot. */
  guardrails: {
    input: z.object({
      handle,
      about: z.union([z.object({ finding: text }), z.object({ scenario })]).optional(),
      /** A folder that is made: one folder a guardrail, with its files and what was tried. Those that fail are not written. */
      out: path.optional(),
    }),
    output: z.object({
      guardrails: z.array(guardrail),
      /** What was not made, and why. */
      notes: z.array(z.string()),
      written: z.string().nullable(),
    }),
    progress,
  },
} as const;
