import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Progress } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { type Clock, createClock } from '../clock.ts';
import { createLedger } from '../ledger.ts';
import { recordAnswer } from '../record-answer.ts';
import { cliShape, exchange } from './answer.ts';
import { withDeadline } from './deadline.ts';
import { IDENTITY, type Service } from './operation.ts';
import { createProgress } from './progress.ts';
import { AWS_SERVICES } from './registry.ts';
import { type Health, runService } from './run-service.ts';
import { noIdentity, openSession, type Session, type SessionOptions } from './session.ts';
import { watchExchanges } from './watch-exchanges.ts';

export interface CollectAwsOptions extends SessionOptions {
  /** Calls in flight for each service and region, 1 to 32; 8 where not given. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface CollectAwsResult {
  /** `aws:111122223333` */
  readonly source: string;
  /** Operations that are not complete. */
  readonly gaps: number;
  /** Why the collection could not go on to its end though a resumed one could; null where it did. */
  readonly stopped: string | null;
}

const COLLECTOR = 'aws-api/1';
const NOT_REACHED = 'the collection ended before this was asked';

/**
 * Collects an AWS account, read-only, into an unfinished snapshot. What an earlier, interrupted run of the same account
 * recorded is taken from the file. Denied, throttled and failed calls become coverage.
 * @throws TrustpathError `usage` (regions), `collection-failed` (no credentials, or no answer to who is calling),
 * `cancelled` (the file can be resumed)
 */
export async function collectAws(
  writer: SnapshotWriter,
  options: CollectAwsOptions,
): Promise<CollectAwsResult> {
  const clock = createClock(options.now ?? (() => new Date()));
  throwIfCancelled(options.signal);
  const session = await openSession(options);
  const source = await identify(writer, session, clock, options.signal);
  const progress = createProgress(source, options.onProgress);
  const health: Health = { expired: null, unreachable: new Map() };
  const plan = planned(session);
  const ledger = createLedger(writer);
  writer.batch(() => {
    for (const { service, region } of plan) recordAsNotReached(writer, source, service, region);
  });

  const runs = plan.map(async ({ service, region }) => {
    const client = service.client(session.clientConfig(region ?? session.regions[0]));
    watchExchanges(client as unknown as Parameters<typeof watchExchanges>[0], clock);
    try {
      await runService({
        desk: { writer, ledger, source, region, client, clock, signal: options.signal, known: session.known },
        service,
        concurrency: Math.min(32, Math.max(1, options.concurrency ?? 8)),
        health,
        ...progress,
      });
    } finally {
      client.destroy();
    }
  });
  // All of them come to rest before the first error is passed on: nothing writes to the file after that.
  const ended = await Promise.allSettled(runs);
  ledger.flush();
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  writer.closeSource(source, clock.now().toISOString(), clock.offsetMs());
  progress.finish();
  return { source, gaps: progress.gaps(), stopped: health.expired };
}

function planned(session: Session) {
  return AWS_SERVICES.flatMap((service): { service: Service; region: string | null }[] =>
    service.scope === 'global'
      ? [{ service, region: null }]
      : session.regions.map((region) => ({ service, region })),
  );
}

/** So that a file whose collection broke off says what is missing. Each record is replaced once its operation ends. */
function recordAsNotReached(
  writer: SnapshotWriter,
  source: string,
  service: Service,
  region: string | null,
): void {
  for (const { operation, hides } of service.operations)
    writer.recordCoverage({
      source,
      operation,
      region,
      status: 'skipped',
      reason: NOT_REACHED,
      items: 0,
      calls: 0,
      kinds: hides,
    });
}

/** Asks AWS who is calling, which settles the account and so the source. */
async function identify(
  writer: SnapshotWriter,
  session: Session,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<string> {
  const client = new STSClient(session.clientConfig(session.regions[0]));
  watchExchanges(client, clock);
  const startedAt = clock.now().toISOString();
  try {
    const answer = await withDeadline(signal, (options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    );
    const account = answer.Account;
    if (account === undefined || !/^\d{12}$/.test(account))
      throw Object.assign(new Error('the answer names no account'), { name: 'UnexpectedAnswer' });
    const source = `aws:${account}`;
    writer.openSource({
      id: source,
      kind: 'aws',
      principal: answer.Arn ?? null,
      account,
      collector: COLLECTOR,
      startedAt,
      clockOffsetMs: clock.offsetMs(),
    });
    recordAnswer(
      writer,
      {
        source,
        operation: IDENTITY,
        region: null,
        parameters: {},
        page: 0,
        status: 'ok',
        startedAt,
        endedAt: clock.now().toISOString(),
        ...exchange(answer),
      },
      cliShape(answer),
      session.known(),
    );
    writer.recordCoverage({
      source,
      operation: IDENTITY,
      region: null,
      status: 'complete',
      reason: '',
      items: 1,
      calls: 1,
      kinds: [],
    });
    return source;
  } catch (error) {
    throwIfCancelled(signal);
    throw noIdentity(error, session.known());
  } finally {
    client.destroy();
  }
}
