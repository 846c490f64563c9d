import { z } from 'zod';
import { scenario } from '../scenario.ts';
import { handle, hop, observationId, path, relationKind, text, trustPath, unknown } from './shapes.ts';

const observedUse = z.object({ entity: z.string(), at: z.string().nullable(), says: z.string() });

/** What a scenario does, compared with the snapshot as it is. */
const outcome = z.object({
  /** Ways to crown jewels that are gone, opened, and left. */
  lost: z.array(trustPath),
  gained: z.array(trustPath),
  left: z.array(trustPath),
  relations: z.object({
    lost: z.array(hop),
    gained: z.array(hop),
    changed: z.array(z.object({ before: hop, after: hop })),
  }),
  guards: z.array(z.object({ from: z.string(), to: z.string(), broken: trustPath.nullable() })),
  /** What was seen in use of what is taken away. */
  breaks: z.array(observedUse),
  /** Changes, by their numbers from 0, that an admission policy of the scenario refuses: nothing of them is made. */
  refused: z
    .array(z.object({ change: z.number().int().min(0), by: z.string(), message: z.string() }))
    // Bundles that are older say nothing of it: no change was refused then.
    .default([]),
  /** Documents as they would be: proofs of what is gained may point into them. */
  documents: z.array(z.object({ observation: observationId, was: observationId, document: z.json() })),
  unknowns: z.array(unknown),
});

const offered = z.object({ title: z.string(), change: scenario.shape.changes.element });

/** Requests about what would be, were the configuration another. */
export const SCENARIO_CHANNELS = {
  /** What a scenario can change about a relation (each change alone takes it away) or an entity. */
  'changes.offer': {
    input: z.object({
      handle,
      about: z.union([
        z.object({ entity: text }),
        z.object({ from: text, to: text, kind: relationKind, rule: text }),
      ]),
    }),
    output: z.object({
      changes: z.array(
        // `next`: what has to follow, where one change is not enough.
        offered.extend({ next: z.array(offered).default([]) }),
      ),
    }),
  },
  /** A scenario that was written to a JSON file, by this application or by hand. */
  'scenario.read': { input: z.object({ path }), output: z.object({ scenario }) },
  whatif: { input: z.object({ handle, scenario }), output: outcome },
  /** How a person makes the changes of a scenario, step by step: commands to read and run, tests, ways back. */
  plan: {
    input: z.object({
      handle,
      changes: scenario.shape.changes,
      /** Try each step by itself, to say what it severs and may break; takes a what-if a step. */
      effects: z.boolean().optional(),
    }),
    output: z.object({
      steps: z.array(
        z.object({
          stage: z.enum(['stop', 'end', 'repair', 'remove']),
          title: z.string(),
          change: scenario.shape.changes.element,
          /** What to know before doing it; may be empty. */
          note: z.string(),
          /** Whom to ask: as marked in the case, else as tags, labels or CODEOWNERS say; null where nothing says it. */
          owner: z.object({ name: z.string(), says: z.string() }).nullable(),
          /** What the step does by itself; null where it was not asked for. */
          effect: z
            .object({
              relations: z.number().int(),
              /** Ways to crown jewels that end by this step alone. */
              paths: z.array(z.object({ from: z.string(), to: z.string() })),
              /** Ways to crown jewels that it opens. */
              opens: z.array(z.object({ from: z.string(), to: z.string() })),
              breaks: z.array(observedUse),
            })
            .nullable(),
          document: z
            .object({ name: z.string(), before: z.json().nullable(), after: z.json().nullable() })
            .nullable(),
          commands: z.array(z.string()),
          test: z.array(z.string()),
          rollback: z.array(z.string()),
        }),
      ),
    }),
  },
  /** The cheapest sets of changes after which no path is left. */
  cut: {
    input: z.object({
      handle,
      to: text,
      /** Without it, from whatever an attacker may begin with: credentials and anyone. */
      from: text.optional(),
      alternatives: z.number().int().min(0).max(5).optional(),
    }),
    output: z.object({
      from: z.array(z.string()),
      to: z.string(),
      proposals: z.array(
        z.object({
          cost: z.number(),
          /** False where a cheaper set may exist, because the search was given up. */
          least: z.boolean(),
          steps: z.array(
            z.object({
              title: z.string(),
              cost: z.number(),
              /** How many relations of the snapshot the same place proves. */
              breadth: z.number().int(),
              change: scenario.shape.changes.element,
            }),
          ),
          /** True once the changes were applied and no path was left. */
          verified: z.boolean(),
          severs: z.number().int(),
          breaks: z.array(observedUse),
        }),
      ),
      /** A path that no single change of the configuration takes away; null where there is none. */
      stuck: trustPath.nullable(),
      unknowns: z.array(unknown),
    }),
  },
} as const;
