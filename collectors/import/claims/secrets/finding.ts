import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../../schema/json.ts';

/** What is public of a credential, as whoever recognises credentials tells it. */
export interface PublicPart {
  readonly type: string;
  readonly label: string;
  readonly identifier: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** Says what is public of the credentials in a text. The text goes no further. */
export type Recognise = (text: string) => readonly PublicPart[];

/** A finding on its way in: `text` holds the secret, is told once to `Recognise` and dropped. */
export interface RawFinding {
  readonly scanner: string;
  readonly rule: string;
  readonly fingerprint: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly commit: string | null;
  /** The address of a repository, as the scanner has it. */
  readonly repository: string | null;
  /** A bucket of S3 that it was found in. */
  readonly bucket: string | null;
  readonly verified: boolean | null;
  /** Whose the scanner found the credential to be, by asking its provider. */
  readonly owner: string | null;
  readonly text: string;
}

/** Characters of a match that are looked at: more than any file of keys has. */
const LONGEST_MATCH = 262_144;

/** The finding as it is recorded: place, rule, fingerprint, and what is public of the credential. Nothing else. */
export function publicFinding(
  finding: RawFinding,
  recognise: Recognise,
  givenRepository: string | undefined,
): JsonObject {
  const { rule, file, line, commit, bucket, verified } = finding;
  const repository = ownerAndName(finding.repository) ?? givenRepository ?? null;
  const recognised = recognise(finding.text.slice(0, LONGEST_MATCH)).map(
    ({ type, label, identifier, facts }) => ({
      type,
      label,
      identifier,
      // Called `told`: a member named `value` is free text to redaction, and a fingerprint looks random.
      facts: facts.map((fact) => ({ label: fact.label, told: fact.value })),
    }),
  );
  const plain: Record<string, Json> = {
    rule: short(rule),
    fingerprint:
      finding.fingerprint === null || finding.fingerprint.length > 1_000
        ? fingerprintOf(finding, repository)
        : finding.fingerprint,
    repository,
    bucket: bucket !== null && /^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket) ? bucket : null,
    file: file === null ? null : short(file),
    line,
    commit: commit !== null && /^[0-9a-f]{7,64}$/i.test(commit) ? commit : null,
    verified,
    owner:
      finding.owner !== null && /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+$/.test(finding.owner)
        ? finding.owner
        : null,
  };
  return {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null)),
    recognised,
  };
}

/** By the place alone, so that it says nothing of the secret. */
function fingerprintOf({ rule, file, line, commit }: RawFinding, repository: string | null): string {
  return createHash('sha256')
    .update([rule, repository, file, line, commit].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

function short(text: string): string {
  return text.slice(0, 1_000);
}

/**
 * `OWNER/NAME` of an address of github.com (or of a GitHub server) in any of the forms that git takes; null for others.
 * What else an address holds, such as a user with a token, is left behind.
 */
export function ownerAndName(address: string | null): string | null {
  if (address === null) return null;
  const scp = /^[\w.-]+@(?<host>[\w.-]+):(?<path>[^\s]+)$/.exec(address)?.groups;
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = scp?.host ?? url?.hostname ?? '';
  if (!/(?:^|\.)github\.|\.ghe\.com$/.test(`.${host}`)) return null;
  const [owner = '', name = ''] = (scp?.path ?? url?.pathname ?? '').replace(/^\//, '').split('/');
  const full = `${owner}/${name.replace(/\.git$/, '')}`;
  return /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(full) ? full : null;
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function lineOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}
