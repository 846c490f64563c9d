import { z } from 'zod';
import { CLAIM_IMPORT_NAMES } from '../import-kinds.ts';
import { collectResult, path, progress, snapshotInfo } from './shapes.ts';

const reads = z.array(z.object({ operation: z.string(), permission: z.string() }));

/** Requests that make a snapshot: collecting and importing. */
export const COLLECT_CHANNELS = {
  'collect.aws': {
    input: z.object({
      out: path,
      add: z.boolean().optional(),
      resume: z.boolean().optional(),
      profile: z.string().max(256).optional(),
      /** Several profiles, an account each, into one snapshot. */
      profiles: z.array(z.string().min(1).max(256)).max(256).optional(),
      /** A role to take on in each other account of the organization: its name, after its path if it has one. */
      orgRole: z
        .string()
        .max(576)
        .regex(/^(?:[!-~]+\/)?[\w+=,.@-]{1,64}$/)
        .optional(),
      roleArn: z.string().max(2_048).optional(),
      externalId: z.string().max(1_224).optional(),
      /** Principals and access key ids whose events of the last 90 days are looked up in CloudTrail. */
      lookupEvents: z.array(z.string().min(1).max(2_048)).max(50).optional(),
      regions: z.union([z.array(z.string().max(64)), z.enum(['where-used', 'enabled'])]).optional(),
      endpoint: z.string().max(2_048).optional(),
      concurrency: z.number().int().min(1).max(32).optional(),
    }),
    output: collectResult,
    progress,
  },
  'collect.kubernetes': {
    input: z.object({
      out: path,
      add: z.boolean().optional(),
      resume: z.boolean().optional(),
      /** Names of contexts; the current one where none is given. Each becomes a source. */
      contexts: z.array(z.string().max(512)).max(100).optional(),
      kubeconfig: path.optional(),
      /** What to call the cluster, where there is one context. */
      cluster: z.string().max(253).optional(),
      secretKeys: z.boolean().optional(),
      concurrency: z.number().int().min(1).max(16).optional(),
    }),
    output: collectResult,
    progress,
  },
  'collect.github': {
    input: z.object({
      out: path,
      add: z.boolean().optional(),
      resume: z.boolean().optional(),
      /** Logins of organizations, of which everything is collected unless repositories of theirs are named. */
      organizations: z.array(z.string().max(100)).max(100).optional(),
      /** `OWNER/NAME`. */
      repositories: z.array(z.string().max(201)).max(10_000).optional(),
      baseUrl: z.string().max(2_048).optional(),
      /** A snapshot of an earlier collection: what has not changed since costs nothing. */
      previous: path.optional(),
      concurrency: z.number().int().min(1).max(16).optional(),
    }),
    output: collectResult,
    progress,
  },
  'import.aws': {
    input: z.object({ paths: z.array(path).min(1), out: path, add: z.boolean().optional() }),
    output: collectResult,
    progress,
  },
  'import.kubernetes': {
    input: z.object({
      paths: z.array(path).min(1),
      /** What the cluster is called: ids of entities begin with `k8s://` and this. */
      cluster: z.string().max(253),
      serverVersion: z.string().max(128).optional(),
      namespace: z.string().max(63).optional(),
      out: path,
      add: z.boolean().optional(),
    }),
    output: collectResult,
    progress,
  },
  'import.github': {
    input: z.object({
      paths: z.array(path).min(1),
      out: path,
      add: z.boolean().optional(),
      /** `OWNER/NAME` of a checkout or archive that does not say which repository it is. */
      repositories: z.array(z.string().max(201)).optional(),
    }),
    output: collectResult,
    progress,
  },
  /** CloudTrail events from log files, answers of LookupEvents or Athena CSV, reduced to who did what. */
  'import.cloudtrail': {
    input: z.object({
      paths: z.array(path).min(1),
      out: path,
      add: z.boolean().optional(),
      /** Principals and access key ids whose events are kept as they are, redacted. */
      keep: z.array(z.string().min(1).max(2_048)).max(1_000).optional(),
    }),
    output: collectResult.extend({ events: z.number().int() }),
    progress,
  },
  /** Audit logs of an API server, reduced to who did what. `events` are the requests that they tell of. */
  'import.kubernetes-audit': {
    input: z.object({
      paths: z.array(path).min(1),
      /** What the cluster is called. */
      cluster: z.string().max(253),
      out: path,
      add: z.boolean().optional(),
    }),
    output: collectResult.extend({ events: z.number().int() }),
    progress,
  },
  /** Graphs and findings of other programs, whose relations are claims. */
  'import.claims': {
    input: z.object({
      kind: z.enum(CLAIM_IMPORT_NAMES),
      paths: z.array(path).min(1),
      out: path,
      add: z.boolean().optional(),
      /** What the cluster is called, for kinds that need it. */
      cluster: z.string().max(253).optional(),
      /** `OWNER/NAME` that findings are of which do not say it. */
      repository: z
        .string()
        .max(201)
        .regex(/^[\w.-]+\/[\w.-]+$/)
        .optional(),
    }),
    output: collectResult,
    progress,
  },
  /** The calls that collecting makes of each provider, and the permission that each needs. */
  'collect.reads': {
    input: z.object({}),
    output: z.object({ aws: reads, kubernetes: reads, github: reads }),
  },
  /** What files seem to be, by their names and beginnings: only a guess of what to offer first. */
  'files.recognise': {
    input: z.object({ paths: z.array(path).max(10_000) }),
    output: z.object({
      /** `snapshot`, `case`, `bundle`, `scenario`, a kind of import, or `unknown`. */
      files: z.array(z.object({ path: z.string(), kind: z.string() })),
    }),
  },
  /** Profiles and other ways in that were found on this machine, without using any. */
  'collect.discover': {
    input: z.object({}),
    output: z.object({
      aws: z.array(z.object({ profile: z.string(), origin: z.string(), region: z.string().nullable() })),
      kubernetes: z.array(
        z.object({
          context: z.string(),
          /** What the cluster would be called. */
          cluster: z.string(),
          server: z.string(),
          current: z.boolean(),
        }),
      ),
      /** Where a token was found, by host: never the token. */
      github: z.array(z.object({ host: z.string(), user: z.string().nullable(), origin: z.string() })),
    }),
  },
  /** Collects the embedded sample estate over loopback into `out`. `leakedKeyId` is the story's leaked key. */
  'sample.create': {
    input: z.object({ out: path }),
    output: z.object({ info: snapshotInfo, leakedKeyId: z.string() }),
    progress,
  },
} as const;
