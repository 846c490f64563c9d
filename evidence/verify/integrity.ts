import {
  BAG_DECLARATION,
  type BundleFiles,
  MANIFEST,
  PUBLIC_KEY_FILE,
  parseManifest,
  SIGNATURE_FILE,
  sha256Hex,
  TAG_MANIFEST,
} from '../bagit.ts';
import { isCountersigningKey } from '../countersign.ts';
import { TIME_STAMP_FILE } from '../time-stamp.ts';
import { type Check, check, textOf } from './check.ts';
import { type GivenKey, signatures } from './signatures.ts';

export type HashOf = (bytes: Uint8Array) => string;

const SIGNED_FILES = ['bagit.txt', 'bag-info.txt', PUBLIC_KEY_FILE, MANIFEST];
const FIXED_FILES = [...SIGNED_FILES, TAG_MANIFEST, SIGNATURE_FILE];

/**
 * Whether the files are those that were signed: structure, every hash, the signatures. Any changed, missing or added byte
 * fails one of these checks, a time stamp beside the signature apart. `hashOf` may remember hashes.
 */
export function integrity(
  files: BundleFiles,
  given: readonly GivenKey[],
  hashOf: HashOf = sha256Hex,
): { readonly checks: readonly Check[]; readonly signed: ReturnType<typeof signatures> } {
  const manifest = parseManifest(textOf(files, MANIFEST));
  const tags = parseManifest(textOf(files, TAG_MANIFEST));
  const signed = signatures(files, given, hashOf);
  return {
    signed,
    checks: [
      structure(files, manifest.entries, tags.entries),
      hashes('Payload', files, manifest, hashOf),
      hashes('Tag files', files, tags, hashOf),
      ...signed.checks,
    ],
  };
}

function structure(
  files: BundleFiles,
  payload: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, string>,
): Check {
  const problems: string[] = [];
  for (const name of FIXED_FILES) if (!files.has(name)) problems.push(`${name} is missing`);
  for (const name of ['data/report.html', 'data/answer.json', 'data/custody.json']) {
    if (!payload.has(name)) problems.push(`${name} is not in the manifest`);
  }
  for (const name of SIGNED_FILES) if (!tags.has(name)) problems.push(`${name} is not in the tag manifest`);
  for (const name of files.keys()) {
    const known = name.startsWith('data/')
      ? payload.has(name)
      : FIXED_FILES.includes(name) || name === TIME_STAMP_FILE || isCountersigningKey(name);
    if (!known) problems.push(`${name} was added`);
  }
  if (textOf(files, 'bagit.txt') !== BAG_DECLARATION) problems.push('bagit.txt does not declare BagIt 1.0');
  return check('Structure', problems, `A BagIt 1.0 bag with ${files.size} files, none added, none missing.`);
}

function hashes(
  name: string,
  files: BundleFiles,
  manifest: ReturnType<typeof parseManifest>,
  hashOf: HashOf,
): Check {
  const problems = [...manifest.problems];
  for (const [path, expected] of manifest.entries) {
    const bytes = files.get(path);
    if (!bytes) problems.push(`${path} is missing`);
    else if (hashOf(bytes) !== expected) problems.push(`${path} was changed`);
  }
  if (manifest.entries.size === 0) problems.push('the manifest is empty');
  return check(name, problems, `${manifest.entries.size} files have the SHA-256 their manifest says.`);
}
