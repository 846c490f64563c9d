import { z } from 'zod';
import { DRILL_KINDS, type DrillKind } from './case/drill-kinds.ts';
import { hop, unknown, verdict } from './contract/shapes.ts';
import { ENTITY_KIND_NAMES, type EntityKind } from './kinds/entity-kinds.ts';

/** Tabletops that are made from a snapshot. Times are whole minutes from the start of the drill. */
export const drillKind = z.enum(Object.keys(DRILL_KINDS) as [DrillKind, ...DrillKind[]]);

const named = z.object({
  id: z.string(),
  kind: z.enum(ENTITY_KIND_NAMES as [EntityKind, ...EntityKind[]]),
  name: z.string(),
});

/** Where a drill can begin, with what makes it as bad as it is. */
export const drillProposal = z.object({
  foothold: named,
  /** Crown jewels within reach: surely, and besides if conditions hold, and if what is unknown turns out so. */
  jewels: z.object({ surely: z.number().int(), conditional: z.number().int(), unknown: z.number().int() }),
  /** Of the best certainty at which a crown jewel is reached, and the fewest hops to one at that certainty. */
  verdict,
  hops: z.number().int(),
  /** Why it stands where it stands in the list. */
  why: z.string(),
});

/** What was looked at for a kind of drill, worst first; `none` says why there is nothing to propose. */
export const drillProposals = z.object({
  kind: drillKind,
  /** How many footholds of this kind there are, and how many of them reach a crown jewel. */
  footholds: z.number().int(),
  reaching: z.number().int(),
  proposals: z.array(drillProposal),
  none: z.string().nullable(),
  /** What was not collected and could hide a foothold or a path. */
  unknowns: z.array(unknown),
});

/** What the team is told at one moment. */
export const drillInject = z.object({
  stage: z.enum(['alert', 'first-hop', 'lateral', 'jewel', 'spread']),
  minute: z.number().int(),
  title: z.string(),
  says: z.string(),
  question: z.string(),
  /** The relation that it is derived from, with its proof; null for what begins the drill and what ends it. */
  hop: hop.nullable(),
  /** Ids of what it names. */
  entities: z.array(z.string()),
});

/** What is expected of the team. */
export const drillStep = z.object({
  title: z.string(),
  why: z.string(),
  /** A command that a person may read; nothing is run. */
  command: z.string().nullable(),
  entity: z.string().nullable(),
  /** Whether it ends something that the attacker holds. */
  revokes: z.boolean(),
  /** The minute at which the team has been told what the step is about. */
  minute: z.number().int(),
});

export const tabletop = z.object({
  kind: drillKind,
  /** Digest of the snapshot. */
  snapshot: z.string(),
  foothold: named,
  jewel: named,
  verdict,
  /** Why this foothold and this path, for the facilitator. */
  why: z.string(),
  /** What the team is told at the beginning; gives nothing of the path away. */
  scenario: z.string(),
  injects: z.array(drillInject),
  plan: z.array(drillStep),
  /** What was not collected and could add to what is within reach. */
  unknowns: z.array(unknown),
});

export type DrillProposal = z.output<typeof drillProposal>;
export type DrillProposals = z.output<typeof drillProposals>;
export type DrillInject = z.output<typeof drillInject>;
export type DrillStep = z.output<typeof drillStep>;
export type Tabletop = z.output<typeof tabletop>;
