import type { Progress } from '../../schema/contract.ts';
import { NOT_REACHED } from '../../schema/coverage-reasons.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { createClock } from '../clock.ts';
import { createLedger } from '../ledger.ts';
import { eachLimited } from '../limiter.ts';
import { createTally } from '../tally.ts';
import type { Desk } from './desk.ts';
import { foreseenDenials } from './foresee.ts';
import { type ContextChoice, type KubernetesContext, openContexts } from './kubeconfig.ts';
import { readList } from './read-list.ts';
import { KUBERNETES_RESOURCES } from './registry.ts';
import { operationOf, type Resource } from './resource.ts';
import { askOnce, SINGLE_REQUESTS, WHAT_MAY_I, WHO_AM_I } from './single-requests.ts';
import { noCluster, openTransport } from './transport.ts';

export interface CollectKubernetesOptions extends ContextChoice {
  /** Ask for whole secrets, a few at a time, to learn the names of their keys; the values are dropped at once. */
  readonly secretKeys?: boolean | undefined;
  /** Lists in flight, 1 to 16; 2 where not given. Each holds one page in memory. */
  readonly concurrency?: number | undefined;
  /** The file's unfinished collection is being continued. */
  readonly resume?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface CollectKubernetesResult {
  /** `kubernetes:prod`, one for each context. */
  readonly sources: readonly string[];
  /** Operations that are not complete. */
  readonly gaps: number;
  /** Why the collection could not go on to its end though a resumed one could; null where it did. */
  readonly stopped: string | null;
}

/**
 * Collects clusters, read-only, into an unfinished snapshot: every context becomes a source. What an earlier,
 * interrupted run of the same cluster recorded is taken from the file. Denied, throttled and failed requests become
 * coverage.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (kubeconfig), `collection-failed` (no way into a
 * cluster), `cancelled` (the file can be resumed)
 */
export async function collectKubernetes(
  writer: SnapshotWriter,
  options: CollectKubernetesOptions,
): Promise<CollectKubernetesResult> {
  throwIfCancelled(options.signal);
  const contexts = openContexts(options);
  const there = new Set(
    writer
      .reader()
      .sources()
      .filter((source) => source.endedAt !== null)
      .map((source) => source.id),
  );
  for (const { cluster } of contexts)
    if (!options.resume && there.has(`kubernetes:${cluster}`))
      throw new TrustpathError(
        'usage',
        `The snapshot has a cluster called ${cluster} already; --cluster gives it another name.`,
      );
  const sources: string[] = [];
  let gaps = 0;
  let stopped: string | null = null;
  for (const context of contexts) {
    const result = await collectCluster(writer, context, options);
    sources.push(`kubernetes:${context.cluster}`);
    gaps += result.gaps;
    stopped ??= result.stopped;
  }
  return { sources, gaps, stopped };
}

async function collectCluster(
  writer: SnapshotWriter,
  context: KubernetesContext,
  options: CollectKubernetesOptions,
): Promise<{ gaps: number; stopped: string | null }> {
  const clock = createClock(options.now ?? (() => new Date()));
  const transport = openTransport(context, clock, options.signal);
  const source = `kubernetes:${context.cluster}`;
  const desk: Desk = {
    writer,
    ledger: createLedger(writer),
    source,
    transport,
    clock,
    signal: options.signal,
    health: { expired: null, unreachableInARow: 0, unreachable: '' },
  };
  const resources = KUBERNETES_RESOURCES.map(
    (resource): Resource =>
      options.secretKeys && resource.kind === 'Secret' ? { ...resource, form: 'objects' } : resource,
  );
  const total = resources.length + SINGLE_REQUESTS.length;
  let done = 0;
  let gaps = 0;
  const report = (stage: string, detail: string) =>
    options.onProgress?.({ stage, source, detail, done, total, gaps });
  const count = (status: string) => {
    if (status !== 'complete') gaps++;
  };
  try {
    await identify(desk, context);
    writer.batch(() => {
      for (const { operation, hides } of [
        ...SINGLE_REQUESTS,
        ...resources.map((resource) => ({ operation: operationOf(resource), hides: resource.hides })),
      ])
        writer.recordCoverage({
          source,
          operation,
          region: null,
          status: 'skipped',
          reason: NOT_REACHED,
          items: 0,
          calls: 0,
          kinds: hides,
        });
    });
    const review = await askOnce(desk, WHAT_MAY_I);
    desk.ledger.recordCoverage(review.coverage);
    const missing = foreseenDenials(review.document, resources);
    if (missing.length > 0)
      report('Permissions', `these will be denied: ${missing.map((one) => one.resource).join(', ')}`);
    for (const one of SINGLE_REQUESTS) {
      const { coverage } = await askOnce(desk, one);
      desk.ledger.recordCoverage(coverage);
      count(coverage.status);
      done++;
      report('Asking', one.operation);
    }
    await eachLimited(resources, Math.min(16, Math.max(1, options.concurrency ?? 2)), async (resource) => {
      const tally = createTally();
      let items = 0;
      await readList(desk, resource, tally, (page, some) => {
        items += some;
        report('Listing', `${resource.resource}${page === 0 ? '' : ` (${items} so far)`}`);
      });
      const coverage = tally.coverage({
        source,
        operation: operationOf(resource),
        region: null,
        hides: resource.hides,
      });
      desk.ledger.recordCoverage(coverage);
      count(coverage.status);
      done++;
    });
    writer.closeSource(source, clock.now().toISOString(), clock.offsetMs());
    report('Collected', context.cluster);
    return { gaps, stopped: desk.health.expired };
  } finally {
    await transport.close();
  }
}

/** Asks the server whom it takes the caller for: the first request, on which it depends whether there is a way in. */
async function identify(desk: Desk, context: KubernetesContext): Promise<void> {
  const startedAt = desk.clock.now();
  const first = await desk.transport.send(WHO_AM_I.request);
  throwIfCancelled(desk.signal);
  if (!first.ok && (first.fault.network || first.fault.expired)) throw noCluster(context, first.fault);
  const user = first.ok ? userOf(first.answer.document) : null;
  desk.writer.openSource({
    id: desk.source,
    kind: 'kubernetes',
    principal: user ?? context.user,
    account: context.cluster,
    collector: 'kubernetes-api/1',
    startedAt: startedAt.toISOString(),
    clockOffsetMs: desk.clock.offsetMs(),
  });
  const { coverage } = await askOnce(desk, WHO_AM_I, { startedAt, result: first });
  desk.ledger.recordCoverage(coverage);
}

function userOf(review: Json): string | null {
  const status = isJsonObject(review) && isJsonObject(review.status) ? review.status : {};
  const info = isJsonObject(status.userInfo) ? status.userInfo : {};
  return typeof info.username === 'string' ? info.username : null;
}
