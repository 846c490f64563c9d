import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TrustpathError, throwIfCancelled } from '../../../schema/errors.ts';
import { redactText } from '../../redact.ts';
import { listFiles } from '../list-files.ts';
import { type JsonFile, readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import { placeOf } from './file-place.ts';
import type { FileHint } from './file-shape.ts';
import { type Recognised, recognise } from './recognise.ts';

/** A file that holds an AWS answer. Its document is read again when it is recorded, unless it is small enough to keep. */
export interface AnswerFile {
  readonly path: string;
  readonly operation: string;
  readonly region: string | null;
  readonly account: string | null;
  readonly digest: string;
  readonly reread: (hint: Partial<FileHint>) => Promise<Recognised>;
}

/** A file of which nothing is used, and why. */
export interface UnusedFile {
  readonly path: string;
  readonly region: string | null;
  readonly status: 'unsupported' | 'failed';
  /** The operation where it was recognised all the same. */
  readonly operation: string | null;
  readonly reason: string;
}

/** One path that was asked for, looked through. */
export interface Scan {
  /** As it was given. */
  readonly given: string;
  readonly absolute: string;
  readonly folder: boolean;
  readonly answers: readonly AnswerFile[];
  readonly unused: readonly UnusedFile[];
  /** Principals by the id of the job started for them. */
  readonly jobs: ReadonlyMap<string, string>;
}

export interface ScanOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onFile?: (path: string, done: number, total: number) => void;
}

/** Documents kept between looking and recording, by the size of their files. */
const KEEP_BYTES = 64 * 1024 * 1024;

/**
 * Looks through a file or a folder for AWS answers.
 * @throws TrustpathError `input-unreadable`, or `input-refused` for a file given by itself, or a folder, that holds none
 */
export async function scan(given: string, options: ScanOptions): Promise<Scan> {
  const absolute = resolve(given);
  const about = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${error.code})`;
    throw new TrustpathError('input-unreadable', `${given}: ${reason}.`);
  });
  return about.isDirectory() ? scanFolder(given, absolute, options) : scanFile(given, absolute, options);
}

async function scanFile(given: string, absolute: string, { signal, onFile }: ScanOptions): Promise<Scan> {
  onFile?.(given, 0, 1);
  const looker = createLooker(signal);
  const seen = await looker.look(basename(absolute), absolute, given);
  if (!('digest' in seen)) throw refused(given, seen.reason);
  onFile?.(given, 1, 1);
  return { given, absolute, folder: false, answers: [seen], unused: [], jobs: looker.jobs };
}

async function scanFolder(given: string, absolute: string, { signal, onFile }: ScanOptions): Promise<Scan> {
  const listing = await listFiles(absolute, signal);
  if (listing.files.length === 0) throw refused(given, 'the folder holds no files');
  const looker = createLooker(signal);
  const answers: AnswerFile[] = [];
  const unused: UnusedFile[] = listing.others.map((path) => ({
    path,
    region: placeOf(path).region,
    status: 'unsupported',
    operation: null,
    reason: 'is a link or no regular file, and was not opened',
  }));
  for (const [index, path] of listing.files.entries()) {
    throwIfCancelled(signal);
    onFile?.(path, index, listing.files.length);
    const seen = await looker.look(path, join(absolute, path), path);
    if ('digest' in seen) answers.push(seen);
    else unused.push(seen);
  }
  if (answers.length === 0) {
    const [first] = unused;
    throw refused(
      given,
      `none of its ${listing.files.length} files is an AWS answer that is read; the first: ${first?.path}: ${first?.reason}`,
    );
  }
  return { given, absolute, folder: true, answers, unused, jobs: looker.jobs };
}

interface Looker {
  readonly jobs: ReadonlyMap<string, string>;
  look(path: string, absolute: string, name: string): Promise<AnswerFile | UnusedFile>;
}

/** Reads each file once, and keeps small documents for recording. */
function createLooker(signal: AbortSignal | undefined): Looker {
  const jobs = new Map<string, string>();
  let kept = 0;
  return {
    jobs,
    async look(path, absolute, name) {
      const { region, name: parameter } = placeOf(path);
      const unused = (
        status: UnusedFile['status'],
        operation: string | null,
        reason: string,
      ): UnusedFile => ({
        path,
        region,
        status,
        operation,
        reason: redactText(reason),
      });
      let file: JsonFile;
      try {
        file = await readJson(absolute, { name, signal });
      } catch (error) {
        if (!(error instanceof TrustpathError) || error.code === 'cancelled') throw error;
        return unused(
          error.details.foreign === true ? 'unsupported' : 'failed',
          null,
          error.message.slice(name.length + 2).replace(/\.$/, ''),
        );
      }
      const hint: FileHint = { name: parameter, account: null, jobs };
      const seen = recognise(file.value, hint);
      const waits = seen.is === 'unattributed' && parameter !== null;
      if (seen.is === 'malformed') return unused('failed', seen.operation, seen.reason);
      if (seen.is !== 'answer' && !(waits && seen.operation !== null))
        return unused('unsupported', seen.operation, seen.reason);
      if (
        seen.is === 'answer' &&
        typeof seen.parameters.Arn === 'string' &&
        typeof seen.document.JobId === 'string'
      )
        jobs.set(seen.document.JobId, seen.parameters.Arn);
      const keep = kept + file.size <= KEEP_BYTES;
      if (keep) kept += file.size;
      const held = keep ? file.value : null;
      return {
        path,
        operation: seen.is === 'answer' ? seen.shape.operation : (seen.operation ?? ''),
        region,
        account: seen.is === 'answer' ? (seen.shape.account?.(seen.document) ?? null) : null,
        digest: file.sha256,
        reread: async (more) =>
          recognise(held ?? (await readJson(absolute, { name, signal })).value, { ...hint, ...more }),
      };
    },
  };
}
