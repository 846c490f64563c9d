import { z } from 'zod';
import { report } from '../report.ts';
import { scenario } from '../scenario.ts';
import { handle, path, progress, text, verdict } from './shapes.ts';

/** What a bundle is about and what goes into it. */
const parts = z.object({
  handle,
  question: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('trace'), text }),
    z.object({
      kind: z.literal('path'),
      from: text,
      to: text.optional(),
      k: z.number().int().optional(),
    }),
    z.object({ kind: z.literal('exposure'), to: text }),
    z.object({ kind: z.literal('findings') }),
  ]),
  /** Paths by their number in the report, from 0, and findings by id; without a list, all of them. */
  choose: z
    .object({ paths: z.array(z.number().int().min(0)).optional(), findings: z.array(text).optional() })
    .optional(),
  scenario: scenario.optional(),
  /** With the steps by which a person makes the changes of the scenario. */
  withPlan: z.boolean().optional(),
  /** An earlier, open, sealed snapshot to compare with. */
  earlier: handle.optional(),
  /** The open case whose marks and log go with the answer. */
  case: z.string().min(1).max(64).optional(),
  operator: z.string().max(256).optional(),
  withSnapshot: z.boolean().optional(),
});

const signer = z.object({
  /** `sha256:` of the public key in DER. */
  keyId: z.string(),
  /** The file of the key that was given from elsewhere and is this one; null where none was. */
  given: z.string().nullable(),
});

/** Requests about evidence bundles. */
export const EVIDENCE_CHANNELS = {
  /** What a bundle would say and hold. Nothing is written or signed. */
  'evidence.preview': {
    input: parts,
    output: z.object({
      id: z.string(),
      report,
      files: z.array(z.object({ path: z.string(), bytes: z.number().int() })),
      /** All that there is to choose from. */
      paths: z.array(z.object({ from: z.string(), to: z.string(), verdict, hops: z.number().int() })),
      findings: z.array(z.object({ id: z.string(), title: z.string(), severity: z.string() })),
      documents: z.object({ inBundle: z.number().int(), inSnapshot: z.number().int() }),
      /** What cannot be derived again from the documents of the bundle, in words; empty where all can. */
      notRederived: z.array(z.string()),
    }),
    progress,
  },
  'evidence.write': {
    input: parts.extend({ out: path, keyFile: path.optional() }),
    output: z.object({
      path: z.string(),
      manifestSha256: z.string(),
      keyId: z.string(),
      files: z.number().int(),
      /** What of the answer the documents do not give again, in words: the bundle will not verify, or not wholly. */
      notRederived: z.array(z.string()),
    }),
    progress,
  },
  'evidence.verify': {
    input: z.object({
      path,
      publicKeyFile: path.optional(),
      /** Each of these must have signed. */
      publicKeyFiles: z.array(path).max(32).optional(),
    }),
    output: z.object({
      ok: z.boolean(),
      checks: z.array(
        z.object({
          name: z.string(),
          ok: z.boolean(),
          says: z.string(),
          /** `not-checked`: neither proven nor disproven; `says` names why. */
          state: z.enum(['passed', 'failed', 'not-checked']),
        }),
      ),
      signers: z.array(signer),
      signedAt: z.string().nullable(),
      /** In plain words. */
      proven: z.array(z.string()),
      notProven: z.array(z.string()),
    }),
    progress,
  },
  /** Adds the signature of a second person; what was signed stays as it is. */
  'evidence.countersign': {
    input: z.object({ path, keyFile: path.optional() }),
    output: z.object({ path: z.string(), keyId: z.string(), signers: z.array(z.string()) }),
  },
  /** The key that signs where no file is given; `problem` where there is none, in words. */
  'evidence.key': {
    input: z.object({ keyFile: path.optional() }),
    output: z.object({
      keyId: z.string().nullable(),
      publicPem: z.string().nullable(),
      kept: z.string(),
      problem: z.string().nullable(),
    }),
  },
  /** Makes a key file that only its owner can read, where no file is. */
  'evidence.newKey': {
    input: z.object({ path }),
    output: z.object({ path: z.string(), keyId: z.string() }),
  },
} as const;
