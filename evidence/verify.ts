import { isJsonObject, type Json } from '../schema/json.ts';
import { resolvePointer } from '../schema/json-pointer.ts';
import {
  BAG_DECLARATION,
  type BundleFiles,
  MANIFEST,
  PUBLIC_KEY_FILE,
  parseManifest,
  SIGNATURE_FILE,
  sha256Hex,
  TAG_MANIFEST,
} from './bagit.ts';
import { hashChainHolds } from './custody.ts';
import { openEnvelope } from './dsse.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

const MOST_PROBLEMS_TOLD = 5;

/**
 * Checks a bundle: its structure, every hash, the signature, and that every proof points at something. Any changed,
 * missing or added byte fails one of the checks. Without `publicPem` the signature is checked against the key in the
 * bundle, which proves that nothing changed since signing but not who signed.
 */
export function verifyBundle(files: BundleFiles, publicPem: string | null): Check[] {
  const text = (name: string) => new TextDecoder().decode(files.get(name) ?? new Uint8Array());
  const manifest = parseManifest(text(MANIFEST));
  const tags = parseManifest(text(TAG_MANIFEST));
  return [
    structure(files, manifest.entries, tags.entries),
    hashes('Payload', files, manifest),
    hashes('Tag files', files, tags),
    signature(files, text, publicPem),
    observations(files),
    proofs(files, text),
    custodyChain(text),
  ];
}

function check(name: string, problems: readonly string[], good: string): Check {
  if (problems.length === 0) return { name, ok: true, says: good };
  const told = problems.slice(0, MOST_PROBLEMS_TOLD).join('; ');
  const more =
    problems.length > MOST_PROBLEMS_TOLD ? `; and ${problems.length - MOST_PROBLEMS_TOLD} more` : '';
  return { name, ok: false, says: `${told}${more}.` };
}

function structure(
  files: BundleFiles,
  payload: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, string>,
): Check {
  const problems: string[] = [];
  const fixed = ['bagit.txt', 'bag-info.txt', PUBLIC_KEY_FILE, MANIFEST, TAG_MANIFEST, SIGNATURE_FILE];
  for (const name of fixed) if (!files.has(name)) problems.push(`${name} is missing`);
  for (const name of ['data/report.html', 'data/answer.json', 'data/custody.json']) {
    if (!payload.has(name)) problems.push(`${name} is not in the manifest`);
  }
  for (const name of ['bagit.txt', 'bag-info.txt', PUBLIC_KEY_FILE, MANIFEST]) {
    if (!tags.has(name)) problems.push(`${name} is not in the tag manifest`);
  }
  for (const name of files.keys()) {
    const known = name.startsWith('data/') ? payload.has(name) : fixed.includes(name);
    if (!known) problems.push(`${name} was added`);
  }
  const declaration = new TextDecoder().decode(files.get('bagit.txt') ?? new Uint8Array());
  if (declaration !== BAG_DECLARATION) problems.push('bagit.txt does not declare BagIt 1.0');
  return check('Structure', problems, `A BagIt 1.0 bag with ${files.size} files, none added, none missing.`);
}

function hashes(name: string, files: BundleFiles, manifest: ReturnType<typeof parseManifest>): Check {
  const problems = [...manifest.problems];
  for (const [path, expected] of manifest.entries) {
    const bytes = files.get(path);
    if (!bytes) problems.push(`${path} is missing`);
    else if (sha256Hex(bytes) !== expected) problems.push(`${path} was changed`);
  }
  if (manifest.entries.size === 0) problems.push('the manifest is empty');
  return check(name, problems, `${manifest.entries.size} files have the SHA-256 their manifest says.`);
}

function signature(files: BundleFiles, text: (name: string) => string, publicPem: string | null): Check {
  const opened = openEnvelope(text(SIGNATURE_FILE), publicPem ?? text(PUBLIC_KEY_FILE));
  if ('problem' in opened) return { name: 'Signature', ok: false, says: `${opened.problem}.` };
  const problems: string[] = [];
  const subjects = new Map(opened.statement.subject.map((subject) => [subject.name, subject.digest.sha256]));
  for (const name of [MANIFEST, TAG_MANIFEST]) {
    const bytes = files.get(name);
    if (!bytes || subjects.get(name) !== sha256Hex(bytes))
      problems.push(`${name} is not the one that was signed`);
  }
  const who =
    publicPem === null
      ? 'That proves that nothing changed since; whose key it is must be known from elsewhere'
      : 'It is the key that was given';
  return check(
    'Signature',
    problems,
    `Signed ${opened.statement.predicate.signedAt} with key ${opened.keyId}. ${who}.`,
  );
}

function observations(files: BundleFiles): Check {
  const problems: string[] = [];
  let count = 0;
  for (const [path, bytes] of files) {
    if (!path.startsWith('data/observations/')) continue;
    count += 1;
    if (path !== `data/observations/${sha256Hex(bytes)}.json`)
      problems.push(`${path} is not named by its SHA-256`);
  }
  return check('Observations', problems, `${count} documents are named by their own SHA-256.`);
}

interface ProofPlace {
  readonly observation: string;
  readonly pointer: string;
}

/** Every `{observation, pointer}` anywhere in the answer. */
function proofPlaces(value: Json | undefined, found: ProofPlace[] = []): ProofPlace[] {
  if (Array.isArray(value)) for (const member of value) proofPlaces(member, found);
  else if (isJsonObject(value)) {
    const { observation, pointer } = value;
    if (typeof observation === 'string' && typeof pointer === 'string') found.push({ observation, pointer });
    for (const member of Object.values(value)) proofPlaces(member, found);
  }
  return found;
}

function proofs(files: BundleFiles, text: (name: string) => string): Check {
  let answer: Json;
  try {
    answer = JSON.parse(text('data/answer.json')) as Json;
  } catch {
    return { name: 'Proofs', ok: false, says: 'data/answer.json is not JSON.' };
  }
  const paths = isJsonObject(answer) ? answer.paths : undefined;
  // Bundles written before findings and activity were part of answers have none.
  const places = isJsonObject(answer)
    ? [answer.paths, answer.findings, answer.activity].flatMap((part) => proofPlaces(part))
    : [];
  const documents = new Map<string, Json | undefined>();
  const problems: string[] = [];
  for (const { observation, pointer } of places) {
    const path = `data/observations/${observation.replace(/^sha256:/, '')}.json`;
    if (!documents.has(path)) documents.set(path, parseDocument(files.get(path)));
    const document = documents.get(path);
    if (document === undefined) problems.push(`${path} is missing or is not JSON`);
    else if (resolvePointer(document, pointer) === undefined)
      problems.push(`${path} has nothing at ${pointer}`);
  }
  if (!Array.isArray(paths)) problems.push('data/answer.json has no list of paths');
  return check(
    'Proofs',
    [...new Set(problems)],
    `${places.length} proof steps point at something that is there.`,
  );
}

function parseDocument(bytes: Uint8Array | undefined): Json | undefined {
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}

function custodyChain(text: (name: string) => string): Check {
  try {
    const custody = JSON.parse(text('data/custody.json')) as Json;
    const actions = isJsonObject(custody) && Array.isArray(custody.actions) ? custody.actions : [];
    const holds =
      actions.length > 0 && actions.every(isJsonObject) && hashChainHolds(actions.filter(isJsonObject));
    return check(
      'Custody',
      holds ? [] : ['the chain of actions is broken'],
      `${actions.length} actions, each chained to the one before.`,
    );
  } catch {
    return { name: 'Custody', ok: false, says: 'data/custody.json is not JSON.' };
  }
}
