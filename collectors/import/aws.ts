import { basename, dirname } from 'node:path';
import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Source } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { type AccountFiles, byAccount } from './aws/assign-accounts.ts';
import { recordFiles } from './aws/record-files.ts';
import { type Scan, scan } from './aws/scan.ts';

export interface ImportAwsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportAwsResult {
  /** `file:dump.json`; the first where there are several. */
  readonly source: string;
  readonly sources: readonly string[];
  /** Operations that are not complete and files that were not used. */
  readonly gaps: number;
}

/**
 * Imports AWS answers from files: authorization details dumps, or folders of AWS CLI outputs. Each path becomes a source,
 * a folder that holds several accounts one for each. Nothing is recorded unless every path can be used.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importAws(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportAwsOptions = {},
): Promise<ImportAwsResult> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const now = options.now ?? (() => new Date());
  const report = (
    stage: string,
    source: string | null,
    detail: string,
    done: number,
    total: number,
    gaps = 0,
  ) => options.onProgress?.({ stage, source, detail, done, total, gaps });
  const scans: Scan[] = [];
  for (const path of [...new Set(paths)]) {
    throwIfCancelled(options.signal);
    scans.push(
      await scan(path, {
        signal: options.signal,
        onFile: (file, done, total) => report('Reading files', null, file, done, total),
      }),
    );
  }
  const taken = new Set(
    writer
      .reader()
      .sources()
      .map((source) => source.id),
  );
  const sources: string[] = [];
  let gaps = 0;
  for (const found of scans) {
    const groups = byAccount(found);
    for (const files of groups) {
      const source = openSource(writer, found, files, groups.length > 1, taken, now());
      sources.push(source.id);
      const total = files.answers.length;
      gaps += await recordFiles(writer, source, found, files, {
        now,
        signal: options.signal,
        onFile: (file, done) => report('Recording', source.id, file, done, total, gaps),
      });
      writer.closeSource(source.id, now().toISOString(), null);
      report('Imported', source.id, found.given, total, total, gaps);
    }
  }
  const [first] = sources;
  if (first === undefined) throw new TrustpathError('internal', 'An import without a source.');
  return { source: first, sources, gaps };
}

function openSource(
  writer: SnapshotWriter,
  found: Scan,
  files: AccountFiles,
  several: boolean,
  taken: Set<string>,
  at: Date,
): Source {
  const id = freeId(found.absolute, several ? files.account : null, taken);
  taken.add(id);
  return writer.openSource({
    id,
    kind: 'aws-files',
    principal: found.given,
    account: files.account,
    collector: 'aws-files/1',
    startedAt: at.toISOString(),
    clockOffsetMs: null,
  });
}

/** `file:NAME`, with as much of the folders before it, then a number, as keeps it apart from those taken. */
function freeId(absolute: string, account: string | null, taken: ReadonlySet<string>): string {
  const suffix = account === null ? '' : `/${account}`;
  const short = `file:${basename(absolute)}${suffix}`;
  if (!taken.has(short)) return short;
  const longer = `file:${basename(dirname(absolute))}/${basename(absolute)}${suffix}`;
  if (!taken.has(longer)) return longer;
  for (let number = 2; ; number++) if (!taken.has(`${longer} (${number})`)) return `${longer} (${number})`;
}
