import { z } from 'zod';
import {
  activity,
  columns,
  containmentStep,
  entity,
  entityKind,
  handle,
  hop,
  include,
  observationId,
  pathsResult,
  proofStep,
  recognition,
  relationKind,
  text,
  trustPath,
  unknown,
  without,
} from './shapes.ts';

const comparedSnapshot = z.object({ path: z.string(), digest: z.string().nullable() });
const comparedEntity = z.object({ id: z.string(), kind: entityKind, name: z.string() });

/** Questions to the graph, the rules and the evaluators. */
export const QUESTION_CHANNELS = {
  /** One entity by id, name or unique fragment, with its direct relations in both directions. */
  'entity.inspect': {
    input: z.object({ handle, entity: text, limit: z.number().int().max(10_000).optional() }),
    output: z.object({
      entity,
      outgoing: z.array(hop),
      incoming: z.array(hop),
      outgoingCount: z.number().int(),
      incomingCount: z.number().int(),
      unknowns: z.array(unknown),
    }),
  },
  /** How many entities one reaches, and is reached by, over any number of hops; itself left out. */
  'entity.counts': {
    input: z.object({ handle, entity: text }),
    output: z.object({
      reaches: z.object({ total: z.number().int(), crownJewels: z.number().int() }),
      reachedBy: z.object({ total: z.number().int() }),
    }),
  },
  /** Says what a pasted text is. The text is not kept, logged or returned. */
  'credential.recognise': {
    input: z.object({ text }),
    output: z.object({ recognised: z.array(recognition) }),
  },
  trace: {
    input: z.object({ handle, text, k: z.number().int().min(1).max(100).optional() }),
    output: z.object({
      recognition,
      /** The entity the credential is, or belongs to; null where the snapshot does not have it. */
      owner: entity.nullable(),
      start: z.string().nullable(),
      reach: z.object({
        total: z.number().int(),
        byKind: z.array(z.object({ kind: entityKind, count: z.number().int() })),
        byTier: z.array(z.object({ tier: z.number().nullable(), count: z.number().int() })),
      }),
      paths: z.array(trustPath),
      /** Null where the snapshot has no log of what was done. */
      activity: activity.nullable(),
      containment: z.array(containmentStep),
      unknowns: z.array(unknown),
      notes: z.array(z.string()),
    }),
  },
  path: {
    input: z.object({
      handle,
      from: text,
      to: text.optional(),
      /** Most hops of a path. */
      max: z.number().int().min(1).max(100).optional(),
      /** Most paths for each target. */
      k: z.number().int().min(1).max(100).optional(),
      include: include.optional(),
      without: without.optional(),
      strictScp: z.boolean().optional(),
    }),
    output: pathsResult,
  },
  reach: {
    input: z.object({
      handle,
      from: text,
      include: include.optional(),
      without: without.optional(),
      strictScp: z.boolean().optional(),
    }),
    output: columns,
  },
  exposure: {
    input: z.object({
      handle,
      to: text,
      include: include.optional(),
      without: without.optional(),
      strictScp: z.boolean().optional(),
    }),
    output: columns,
  },
  explain: {
    input: z.object({ handle, from: text, to: text, strictScp: z.boolean().optional() }),
    output: z.object({
      related: z.boolean(),
      relations: z.array(hop),
      blockedBy: z.array(
        z.object({ observation: observationId.nullable(), pointer: z.string(), says: z.string() }),
      ),
      unknowns: z.array(unknown),
    }),
  },
  /** Compares two open, sealed snapshots. `unsure` is what one of the two could not have seen. */
  diff: {
    input: z.object({ before: handle, after: handle }),
    output: z.object({
      before: comparedSnapshot,
      after: comparedSnapshot,
      entities: z.object({
        came: z.array(comparedEntity),
        went: z.array(comparedEntity),
        changed: z.array(
          z.object({
            id: z.string(),
            kind: entityKind,
            attributes: z.array(z.object({ name: z.string(), before: z.json(), after: z.json() })),
          }),
        ),
        unsure: z.array(
          z.object({
            id: z.string(),
            kind: entityKind,
            seen: z.enum(['before', 'after']),
            reason: z.string(),
          }),
        ),
      }),
      relations: z.object({
        came: z.array(hop),
        went: z.array(hop),
        changed: z.array(z.object({ before: hop, after: hop })),
        unsure: z.array(z.object({ relation: hop, seen: z.enum(['before', 'after']), reason: z.string() })),
      }),
      credentials: z.object({
        /** Those that should have ended and still work, by the later snapshot. */
        expired: z.array(
          z.object({
            id: z.string(),
            kind: entityKind,
            /** ISO 8601 UTC; empty where only that it expired is known. */
            since: z.string(),
            /** Whether it was so in the earlier snapshot already. */
            known: z.boolean(),
            says: z.string(),
          }),
        ),
        changes: z.array(
          z.object({
            id: z.string(),
            kind: entityKind,
            what: z.enum(['replaced', 'renewed', 'activated', 'deactivated', 'came-into-use']),
            says: z.string(),
          }),
        ),
      }),
      /** For each crown jewel, the changes that opened it to entities which did not reach it before. */
      paths: z.object({
        opened: z.array(
          z.object({
            change: hop,
            to: z.string(),
            /** How many entities reach the crown jewel now that did not before. */
            exposed: z.number().int(),
            path: trustPath,
          }),
        ),
      }),
    }),
  },
  /** The rules that derive relations: what each enables, how to end it, where to read more. */
  'rules.list': {
    input: z.object({}),
    output: z.object({
      rules: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          kind: relationKind,
          techniques: z.array(z.string()),
          enables: z.string(),
          fix: z.string(),
          references: z.array(z.string()),
        }),
      ),
    }),
  },
  /** Who may do something in a cluster: everyone whom a binding gives it, with binding and rule. */
  'who-can': {
    input: z.object({
      handle,
      verb: text.min(1),
      /** `secrets`, `pods/exec`, `deployments.apps`, or a URL that begins with a slash. */
      resource: text.min(1),
      namespace: text.optional(),
      name: text.optional(),
      /** Needed where the snapshot has several. */
      cluster: text.optional(),
    }),
    output: z.object({
      cluster: z.string(),
      asked: z.string(),
      subjects: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['ServiceAccount', 'User', 'Group']),
          name: z.string(),
          proof: z.array(proofStep),
        }),
      ),
      unknowns: z.array(unknown),
    }),
  },
  'evaluate.rbac': {
    input: z.object({ document: z.json() }),
    output: z.object({
      answers: z.json(),
      /** Objects that an API server would refuse, one line each. */
      refused: z.array(z.string()),
    }),
  },
  'evaluate.aws': { input: z.object({ cases: z.json() }), output: z.object({ answers: z.json() }) },
  'evaluate.oidc': { input: z.object({ cases: z.json() }), output: z.object({ answers: z.json() }) },
} as const;
