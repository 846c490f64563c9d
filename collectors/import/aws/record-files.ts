import { throwIfCancelled } from '../../../schema/errors.ts';
import { canonicalJson } from '../../../schema/json.ts';
import type { Source } from '../../../schema/records.ts';
import type { SnapshotWriter } from '../../../schema/snapshot/types.ts';
import { AWS_SERVICES } from '../../aws/registry.ts';
import { recordAnswer } from '../../record-answer.ts';
import type { AccountFiles } from './assign-accounts.ts';
import { type ImportedPage, importedCoverage, unusedCoverage } from './imported-coverage.ts';
import type { Recognised } from './recognise.ts';
import type { AnswerFile, Scan, UnusedFile } from './scan.ts';

export interface RecordOptions {
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly onFile: (path: string, done: number) => void;
}

/** Files recorded in one transaction. */
const BATCH = 32;

/** Services and operations that are asked once for an account: a region's folder says nothing about them. */
const GLOBAL: ReadonlySet<string> = new Set([
  'sts',
  ...AWS_SERVICES.filter((service) => service.scope === 'global').flatMap(({ name, operations }) => [
    name,
    ...operations.map(({ operation }) => operation),
  ]),
]);

/**
 * Records the files of one account as calls, and the coverage of everything that the live collector would have asked.
 * Answers the number of coverage records that are not complete.
 */
export async function recordFiles(
  writer: SnapshotWriter,
  source: Source,
  found: Scan,
  files: AccountFiles,
  options: RecordOptions,
): Promise<number> {
  const pages: ImportedPage[] = [];
  const unused: UnusedFile[] = [...files.unused];
  const nextPage = new Map<string, number>();
  const recorded = new Set<string>();
  for (let from = 0; from < files.answers.length; from += BATCH) {
    const batch: { file: AnswerFile; seen: Recognised; startedAt: Date }[] = [];
    for (const file of files.answers.slice(from, from + BATCH)) {
      throwIfCancelled(options.signal);
      const startedAt = options.now();
      batch.push({ file, seen: await file.reread({ account: files.account, jobs: found.jobs }), startedAt });
      options.onFile(file.path, from + batch.length);
    }
    writer.batch(() => {
      for (const { file, seen, startedAt } of batch) {
        if (seen.is !== 'answer') {
          unused.push({ ...file, status: 'unsupported', reason: seen.reason });
          continue;
        }
        const { operation } = seen.shape;
        const isGlobal = GLOBAL.has(operation) || GLOBAL.has(operation.split(':')[0] ?? '');
        const region = isGlobal ? null : file.region;
        const key = canonicalJson([operation, region, seen.parameters]);
        // The same answer saved twice, as for a service that a tool asked in each region.
        if (recorded.has(`${key} ${file.digest}`)) continue;
        recorded.add(`${key} ${file.digest}`);
        const page = nextPage.get(key) ?? 0;
        nextPage.set(key, page + 1);
        recordAnswer(
          writer,
          {
            source: source.id,
            operation,
            region,
            endpoint: file.path,
            parameters: seen.parameters,
            page,
            status: 'ok',
            httpStatus: seen.httpStatus,
            requestId: seen.requestId,
            startedAt: startedAt.toISOString(),
            endedAt: options.now().toISOString(),
          },
          seen.document,
        );
        pages.push(pageOf(operation, region, seen));
      }
    });
  }
  const coverage = [
    ...importedCoverage(source.id, files.account, pages),
    ...unusedCoverage(source.id, unused),
  ];
  writer.batch(() => {
    for (const record of coverage) writer.recordCoverage(record);
  });
  return coverage.filter((record) => record.status !== 'complete').length;
}

const OPERATIONS = new Map(
  AWS_SERVICES.flatMap((service) => service.operations.map((one) => [one.operation, one])),
);

function pageOf(operation: string, region: string | null, seen: Recognised & { is: 'answer' }): ImportedPage {
  const declared = OPERATIONS.get(operation);
  const { document, parameters } = seen;
  return {
    operation,
    region,
    parameters,
    items: declared?.items(document) ?? 1,
    kept: declared?.keep?.(document, parameters),
    lacks: seen.shape.lacks?.(document) ?? null,
    // The CLI's own --max-items leaves NextToken in answers of any operation.
    more: typeof document.NextToken === 'string' || typeof declared?.next?.(document) === 'string',
  };
}
