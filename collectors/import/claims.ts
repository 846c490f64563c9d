import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { CLAIM_IMPORTS, type ClaimImport } from '../../schema/import-kinds.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Coverage } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { recordAnswer } from '../record-answer.ts';
import type { ReadClaims } from './claims/form.ts';
import { importDump, isDump } from './claims/objects.ts';
import { CLAIM_READERS } from './claims/registry.ts';
import type { Recognise } from './claims/secrets/finding.ts';
import { clusterName } from './kubernetes/cluster-name.ts';
import { listFiles } from './list-files.ts';
import { refused } from './refused.ts';

export interface ImportClaimsOptions {
  readonly kind: ClaimImport;
  /** What the cluster is called that the files describe, where they do not say. */
  readonly cluster?: string | undefined;
  /** `OWNER/NAME` that findings are of which do not say it. */
  readonly repository?: string | undefined;
  /** Says what is public of a credential; findings of secrets are told to it and to nobody else. */
  readonly recognise: Recognise;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportClaimsResult {
  readonly sources: readonly string[];
  readonly gaps: number;
}

interface Named {
  readonly path: string;
  readonly name: string;
}

/**
 * Imports graphs and findings of other programs, a source for each file. What they say are claims: they are recorded as
 * they stand, without what may be secret, and their coverage says that no such file is complete for anything.
 * The caller discards what was recorded before a refusal.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importClaims(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportClaimsOptions,
): Promise<ImportClaimsResult> {
  const now = options.now ?? (() => new Date());
  const cluster = options.cluster === undefined ? undefined : clusterName(options.cluster);
  if (CLAIM_IMPORTS[options.kind].cluster === 'needed' && cluster === undefined)
    throw new TrustpathError('usage', `What the cluster is called has to be said (--cluster).`);
  const sources: string[] = [];
  let gaps = 0;
  const graphs: string[] = [];
  for (const path of new Set(paths)) {
    if (cluster === undefined || !(await isDump(options.kind, path))) {
      graphs.push(path);
      continue;
    }
    const dump = await importDump(writer, path, cluster, options);
    sources.push(...dump.sources);
    gaps += dump.gaps;
  }
  const files = graphs.length === 0 && sources.length > 0 ? [] : await filesOf(graphs, options);
  for (const [index, file] of files.entries()) {
    throwIfCancelled(options.signal);
    options.onProgress?.({
      stage: 'Reading files',
      source: null,
      detail: file.name,
      done: index,
      total: files.length,
      gaps,
    });
    const { source, coverage } = await importFile(writer, file, options, now);
    sources.push(source);
    gaps += coverage.filter(({ status }) => status !== 'complete').length;
  }
  return { sources, gaps };
}

async function importFile(
  writer: SnapshotWriter,
  file: Named,
  options: ImportClaimsOptions,
  now: () => Date,
): Promise<{ readonly source: string; readonly coverage: readonly Coverage[] }> {
  const read = await CLAIM_READERS[options.kind]({
    ...file,
    signal: options.signal,
    cluster: options.cluster,
    repository: options.repository,
    recognise: options.recognise,
  });
  const source = sourceId(writer, `${options.kind}:${basename(file.name)}`);
  writer.openSource({
    id: source,
    kind: read.sourceKind ?? (options.kind === 'secrets' ? 'secret-findings' : 'graph-files'),
    principal: file.name,
    account: options.cluster ?? basename(file.name),
    collector: `${options.kind}-files/1`,
    startedAt: now().toISOString(),
    clockOffsetMs: null,
  });
  const parameters: JsonObject = {
    path: file.name,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
  };
  let page = 0;
  for await (const document of read.pages) {
    throwIfCancelled(options.signal);
    const at = now().toISOString();
    recordAnswer(
      writer,
      {
        source,
        operation: read.operation,
        region: null,
        endpoint: file.name,
        parameters,
        page: page++,
        status: 'ok',
        httpStatus: null,
        requestId: null,
        startedAt: at,
        endedAt: at,
      },
      document,
    );
  }
  if (page === 0)
    throw refused(
      file.name,
      options.kind === 'secrets' ? 'holds no finding' : 'holds neither nodes nor edges',
    );
  const coverage = coverageOf(source, options.kind, read, page);
  writer.batch(() => {
    for (const record of coverage) writer.recordCoverage(record);
  });
  writer.closeSource(source, now().toISOString(), null);
  return { source, coverage };
}

/** What another program did not write down is unknown: no such file is complete for anything. */
function coverageOf(source: string, kind: ClaimImport, read: ReadClaims, calls: number): readonly Coverage[] {
  const { operation } = read;
  const unused = read.unused();
  const items = read.items();

  const record = { source, region: null, items: 0, calls: 0 };
  const hidden: RelationKind = kind === 'secrets' ? 'discloses' : 'is-said-to-reach';
  const whole: Coverage = { ...record, operation, status: 'complete', reason: '', items, calls, kinds: [] };
  if (read.coverage) return [whole, ...read.coverage(source)];
  return [
    whole,
    {
      ...record,
      operation: `${operation}: what it leaves out`,
      status: 'unsupported',
      reason: `a file of another program (${CLAIM_IMPORTS[kind].title}) holds what that one saw and chose to write; it is complete for nothing`,
      kinds: [hidden],
    },
    ...(unused.length === 0
      ? []
      : [
          {
            ...record,
            operation: `${operation}: not used`,
            status: 'unsupported' as const,
            reason:
              unused.slice(0, 5).join('; ') + (unused.length > 5 ? `; and ${unused.length - 5} more` : ''),
            calls: unused.length,
            kinds: [hidden],
          },
        ]),
  ];
}

function sourceId(writer: SnapshotWriter, wanted: string): string {
  const taken = new Set(
    writer
      .reader()
      .sources()
      .map(({ id }) => id),
  );
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted} (${number})`;
  return id;
}

async function filesOf(
  paths: readonly string[],
  { kind, signal }: ImportClaimsOptions,
): Promise<readonly Named[]> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const files: Named[] = [];
  for (const path of paths) {
    const about = await stat(path).catch((error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${error.code})`;
      throw new TrustpathError('input-unreadable', `${path}: ${reason}.`);
    });
    if (!about.isDirectory()) {
      files.push({ path, name: path });
      continue;
    }
    const listing = await listFiles(path, signal);
    const found = listing.files.filter((file) => /\.(?:jsonl?|ndjson|sarif)(?:\.gz)?$/i.test(file));
    if (found.length === 0)
      throw refused(path, `the folder holds no file to import as ${CLAIM_IMPORTS[kind].title}`);
    for (const file of found) files.push({ path: join(path, file), name: join(path, file) });
  }
  return files;
}
