import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Source } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { githubAnswer } from '../github/boundary.ts';
import { fileCoverage, graphCoverage, type ReadFile } from './github/coverage.ts';
import { type Finding, type Scan, scanGithub } from './github/scan.ts';

export interface ImportGithubOptions {
  /** `OWNER/NAME` of a checkout or archive that does not say it itself. */
  readonly repositories?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportGithubResult {
  readonly sources: readonly string[];
  readonly gaps: number;
}

/**
 * Imports what files tell of an organization of GitHub: checkouts or zip archives of repositories, answers of its API and
 * exports of rulesets, graphs in BloodHound's OpenGraph form. One source for each owner. Nothing is recorded unless every
 * path can be used.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importGithub(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportGithubOptions = {},
): Promise<ImportGithubResult> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const now = options.now ?? (() => new Date());
  const report = (stage: string, source: string | null, detail: string, done: number, total: number) =>
    options.onProgress?.({ stage, source, detail, done, total, gaps: 0 });
  const scans: Scan[] = [];
  for (const [index, path] of [...new Set(paths)].entries())
    scans.push(
      await scanGithub(path, {
        repositories: options.repositories ?? [],
        signal: options.signal,
        onFile: (file) => report('Reading files', null, file, index, paths.length),
      }),
    );
  const taken = new Set(
    writer
      .reader()
      .sources()
      .map(({ id }) => id),
  );
  const byOwner = Map.groupBy(
    scans.flatMap((scan) => scan.findings.map((finding) => ({ scan, finding }))),
    ({ finding }) => finding.owner.toLowerCase(),
  );
  const sources: string[] = [];
  let gaps = 0;
  for (const group of byOwner.values()) {
    const findings = group.map(({ finding }) => finding);
    const given = [...new Set(group.map(({ scan }) => scan.given))];
    const source = openSource(writer, findings[0]?.owner ?? '', given.join(', '), taken, now());
    const first = sources.length === 0;
    sources.push(source.id);
    const read: ReadFile[] = [];
    for (const [index, finding] of findings.entries()) {
      throwIfCancelled(options.signal);
      report('Recording', source.id, finding.path, index, findings.length);
      read.push(await record(writer, source, finding, now, read));
    }
    const unused = first ? scans.flatMap((scan) => scan.unused) : [];
    const graph = findings.some(({ operation }) => operation === 'import opengraph');
    const coverage = [
      ...(graph ? graphCoverage(source.id, read) : fileCoverage(source.id, read)),
      ...unused.map((file) => ({
        source: source.id,
        operation: `file:${file.path}`,
        region: null,
        status: file.status,
        reason: file.reason,
        items: 0,
        calls: 1,
        kinds: [],
      })),
    ];
    writer.batch(() => {
      for (const record of coverage) writer.recordCoverage(record);
    });
    gaps += coverage.filter(({ status }) => status !== 'complete').length;
    writer.closeSource(source.id, now().toISOString(), null);
    report('Imported', source.id, given.join(', '), findings.length, findings.length);
  }
  return { sources, gaps };
}

function openSource(
  writer: SnapshotWriter,
  owner: string,
  given: string,
  taken: Set<string>,
  at: Date,
): Source {
  let id = `github-files:${owner}`;
  for (let number = 2; taken.has(id); number++) id = `github-files:${owner} (${number})`;
  taken.add(id);
  return writer.openSource({
    id,
    kind: 'github-files',
    principal: given,
    account: owner,
    collector: 'github-files/1',
    startedAt: at.toISOString(),
    clockOffsetMs: null,
  });
}

/** Several files of the same answer are its pages, in order of their names. */
async function record(
  writer: SnapshotWriter,
  source: Source,
  finding: Finding,
  now: () => Date,
  before: readonly ReadFile[],
): Promise<ReadFile> {
  const question = JSON.stringify(finding.parameters);
  let page = before
    .filter((one) => one.operation === finding.operation && one.question === question)
    .reduce((sum, one) => sum + one.pages, 0);
  const from = page;
  for await (const document of finding.pages()) {
    const at = now().toISOString();
    const { call, document: stored } = githubAnswer(
      {
        source: source.id,
        operation: finding.operation,
        region: null,
        endpoint: finding.path,
        parameters: finding.parameters,
        page: page++,
        status: 'ok',
        httpStatus: null,
        requestId: null,
        startedAt: at,
        endedAt: at,
      },
      document,
    );
    writer.recordCall(call, stored);
  }
  return { operation: finding.operation, question, items: finding.items, pages: page - from };
}
