import type { Progress } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { Coverage } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { readAuditEvent } from '../kubernetes-audit/audit-event.ts';
import { readAuditFile } from '../kubernetes-audit/read-audit-file.ts';
import { createAuditReduction } from '../kubernetes-audit/reduce-audit.ts';
import { clusterName } from './kubernetes/cluster-name.ts';
import { logFilesOf } from './log-files.ts';
import { importLogs, type LogImportResult, nothingIn, partOfLog, recordReduced } from './log-sources.ts';
import { refused } from './refused.ts';

export interface ImportKubernetesAuditOptions {
  /** What the cluster is called whose API server wrote the log. */
  readonly cluster: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

const COLLECTOR = 'kubernetes-audit-files/1';

/**
 * Imports audit logs of an API server from files and folders, as a source each. Events are read as a stream and reduced:
 * none is kept, and nothing of what requests and answers carried but the audiences of token requests.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importKubernetesAudit(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportKubernetesAuditOptions,
): Promise<LogImportResult> {
  const cluster = clusterName(options.cluster);
  return importLogs(writer, 'kubernetes-audit', paths, (source, path) =>
    importOne(writer, source, path, { ...options, cluster }),
  );
}

async function importOne(
  writer: SnapshotWriter,
  source: string,
  given: string,
  { cluster, signal, onProgress, now = () => new Date() }: ImportKubernetesAuditOptions,
): Promise<{ readonly events: number; readonly gaps: number }> {
  const startedAt = now().toISOString();
  const files = await logFilesOf(given, signal);
  const reduction = createAuditReduction();
  writer.openSource({
    id: source,
    kind: 'kubernetes-audit-files',
    principal: given,
    account: cluster,
    collector: COLLECTOR,
    startedAt,
    clockOffsetMs: null,
  });
  const foreign: string[] = [];
  const rest = { others: 0, dropped: 0, unread: 0 };
  for (const [index, file] of files.entries()) {
    throwIfCancelled(signal);
    let own = 0;
    const found = await readAuditFile(
      file.absolute,
      file.name,
      (json) => {
        own++;
        const event = readAuditEvent(json);
        if (event) reduction.add(event);
        else rest.unread++;
      },
      signal,
    );
    if (own === 0) foreign.push(file.name);
    else rest.others += found.others;
    rest.dropped += found.dropped;
    onProgress?.({
      stage: 'Reading events',
      source,
      detail: `${file.name}: ${reduction.count} requests so far`,
      done: index + 1,
      total: files.length,
      gaps: 0,
    });
  }
  if (foreign.length === files.length)
    throw refused(
      given,
      files.length === 1 ? 'is no audit log (audit.k8s.io/v1)' : 'holds no audit events (audit.k8s.io/v1)',
    );
  const call = partOfLog(source, given, startedAt, now);
  await recordReduced(writer, (part) => call('audit:Reduced', part), reduction, signal);
  const lost = [
    ...reduction.overflow(),
    rest.dropped > 0 ? `${rest.dropped} lines that break off or are longer than is read` : '',
    rest.unread > 0 ? `${rest.unread} events without a user, a verb or a time` : '',
  ].filter((words) => words !== '');
  const coverage = (operation: string, status: Coverage['status'], reason: string, items: number): void =>
    writer.recordCoverage({
      source,
      operation,
      region: null,
      status,
      reason,
      items,
      calls: files.length,
      kinds: status === 'skipped' ? ['was-seen-assuming', 'was-seen-using'] : [],
    });
  writer.batch(() => {
    coverage(
      'audit:Reduced',
      lost.length > 0 ? 'skipped' : 'complete',
      lost.length > 0 ? `only counted: ${lost.join('; ')}` : '',
      reduction.count,
    );
    const others = [
      foreign.length > 0 ? nothingIn(foreign, 'audit events') : '',
      rest.others > 0 ? `${rest.others} lines of something else among audit events` : '',
    ].filter((words) => words !== '');
    if (others.length > 0) coverage('file:(others)', 'unsupported', others.join('; '), 0);
  });
  writer.closeSource(source, now().toISOString(), null);
  return {
    events: reduction.count,
    gaps: (lost.length > 0 ? 1 : 0) + (foreign.length > 0 || rest.others > 0 ? 1 : 0),
  };
}
