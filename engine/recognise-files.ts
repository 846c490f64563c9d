import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a file seems to be: a file of ours, a kind of `IMPORT_KINDS`, or `unknown`. */
export interface RecognisedFile {
  readonly path: string;
  readonly kind: string;
}

/** Enough of a file to tell what it is; of a compressed one, which may be a thousand times as long. */
const BEGINNING = 64 * 1024;
const COMPRESSED_BEGINNING = 16 * 1024;
const LONGEST_TEXT = 32 * 1024 * 1024;
/** The table of contents of a zip archive stands at its end. */
const ENDING = 1024 * 1024;
const MOST_LOOKED_AT = 40;

/**
 * Says which door each file belongs to, from its name and beginning alone: a guess that decides what is offered first.
 * Whatever opens or imports it checks it as it checks every file. Never throws: what cannot be read is `unknown`.
 */
export function recogniseFile(path: string): RecognisedFile {
  try {
    const about = statSync(path);
    if (about.isDirectory()) return { path, kind: kindOfFolder(path) };
    // A pipe or device is not read to see what comes.
    return { path, kind: about.isFile() ? kindOfFile(path) : 'unknown' };
  } catch {
    return { path, kind: 'unknown' };
  }
}

function kindOfFolder(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true });
  const has = (name: string) => names.some((entry) => entry.name === name);
  if (has('bagit.txt')) return 'bundle';
  if (has('.git') || has('.github')) return 'github';
  const kinds = names
    .slice(0, MOST_LOOKED_AT)
    .filter((entry) => entry.isFile())
    .map((entry) => kindOfFile(join(folder, entry.name)));
  const known = kinds.find((kind) => kind !== 'unknown');
  if (known !== undefined) return known;
  // As the AWS command line's logs are laid out: AWSLogs/ACCOUNT/CloudTrail/REGION/…
  const below = names.slice(0, MOST_LOOKED_AT).find((entry) => entry.isDirectory());
  if (has('AWSLogs') || has('CloudTrail')) return 'cloudtrail';
  return below ? kindOfFolder(join(folder, below.name)) : 'unknown';
}

function kindOfFile(path: string): string {
  const bytes = part(path, 0, BEGINNING);
  if (bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3') return 'snapshot';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return kindOfZip(path);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return kindOfText(gunzipBeginning(bytes), path.replace(/\.gz$/i, ''));
  return kindOfText(bytes.toString('utf8'), path);
}

function kindOfZip(path: string): string {
  const { size } = statSync(path);
  const contents = part(path, Math.max(0, size - ENDING), ENDING).toString('latin1');
  return contents.includes('bagit.txt') ? 'bundle' : 'github';
}

/** What marks a text, by the first that fits. */
const SIGNS: readonly (readonly [kind: string, sign: RegExp])[] = [
  ['case', /"format"\s*:\s*"trustpath-case\//],
  ['cloudtrail', /"eventSource"\s*:|"CloudTrailEvent"\s*:|\beventtime\b.*\beventsource\b/i],
  ['kubernetes-audit', /\bauditID\b/],
  ['opengraph', /"graph"\s*:\s*\{\s*"(nodes|edges)"/],
  ['bloodhound', /"data"\s*:\s*\{\s*"(nodes|edges)"/],
  ['secrets', /"(DetectorName|RuleID)"\s*:|"\$schema"\s*:\s*"[^"]*sarif/],
  ['scenario', /"change"\s*:\s*"[a-z-]+"/],
  ['kubernetes', /^apiVersion\s*:|"apiVersion"\s*:/m],
  ['github', /"(full_name|node_id|workflow_runs|repository_url)"\s*:|^(on|jobs)\s*:/m],
  [
    'aws',
    /"(UserDetailList|RoleDetailList|GroupDetailList|Policies|Users|Roles|Arn|ResponseMetadata|PolicyDocument)"\s*:|^user,arn,user_creation_time/m,
  ],
];

function kindOfText(text: string, name: string): string {
  const found = SIGNS.find(([, sign]) => sign.test(text));
  if (found) return found[0];
  if (/\.ya?ml$/i.test(name)) return 'kubernetes';
  if (/\.trustpath$/i.test(name)) return 'snapshot';
  if (/\.trustcase$/i.test(name)) return 'case';
  return 'unknown';
}

/** The text that the beginning of a compressed file gives; what comes after it is not there. */
function gunzipBeginning(bytes: Buffer): string {
  try {
    // Z_SYNC_FLUSH (2): the end of what is given is not the end of the stream.
    const beginning = bytes.subarray(0, COMPRESSED_BEGINNING);
    return gunzipSync(beginning, { finishFlush: 2, maxOutputLength: LONGEST_TEXT }).toString('utf8');
  } catch {
    return '';
  }
}

function part(path: string, from: number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, from));
  } finally {
    closeSync(descriptor);
  }
}
