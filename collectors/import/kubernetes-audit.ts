import { setImmediate } from 'node:timers/promises';
import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Coverage } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { readAuditEvent } from '../kubernetes-audit/audit-event.ts';
import { readAuditFile } from '../kubernetes-audit/read-audit-file.ts';
import { createAuditReduction } from '../kubernetes-audit/reduce-audit.ts';
import type { CallFacts } from '../record-answer.ts';
import { redactText } from '../redact.ts';
import { clusterName } from './kubernetes/cluster-name.ts';
import { freeSourceId, logFilesOf } from './log-files.ts';
import { refused } from './refused.ts';

export interface ImportKubernetesAuditOptions {
  /** What the cluster is called whose API server wrote the log. */
  readonly cluster: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportKubernetesAuditResult {
  readonly sources: readonly string[];
  /** Requests that the logs tell of. */
  readonly events: number;
  readonly gaps: number;
}

/** Recorded in one transaction. */
const DOCUMENTS_AT_ONCE = 8;
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
): Promise<ImportKubernetesAuditResult> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const cluster = clusterName(options.cluster);
  const taken = new Set(
    writer
      .reader()
      .sources()
      .map((source) => source.id),
  );
  const sources: string[] = [];
  let events = 0;
  let gaps = 0;
  for (const path of new Set(paths)) {
    const id = freeSourceId('kubernetes-audit', path, taken);
    taken.add(id);
    const result = await importOne(writer, id, path, { ...options, cluster });
    sources.push(id);
    events += result.events;
    gaps += result.gaps;
  }
  return { sources, events, gaps };
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
  const call = (part: number): CallFacts => ({
    source,
    operation: 'audit:Reduced',
    region: null,
    endpoint: redactText(given),
    parameters: { part: String(part) },
    page: 0,
    status: 'ok',
    httpStatus: null,
    requestId: null,
    startedAt,
    endedAt: now().toISOString(),
  });
  const documents = reduction.documents();
  for (let part = 0, left = true; left; ) {
    throwIfCancelled(signal);
    writer.batch(() => {
      for (let n = 0; n < DOCUMENTS_AT_ONCE && left; n++) {
        const next = documents.next();
        left = next.done !== true;
        if (next.done) break;
        // Its texts were redacted as they were read, each once.
        const redactions = part === 0 ? reduction.redactions : 0;
        writer.recordCall({ ...call(part++), originalSha256: null, redactions }, next.value);
      }
    });
    // What was recorded is let go before more is made.
    await setImmediate();
  }
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
      foreign.length > 0
        ? `${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}: no audit events`
        : '',
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
