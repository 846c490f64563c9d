import type { Progress } from '../../schema/contract.ts';
import { NOT_REACHED } from '../../schema/coverage-reasons.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { type Clock, createClock } from '../clock.ts';
import { createLedger } from '../ledger.ts';
import { lookupEvents, lookupRegions } from './cloudtrail.ts';
import { type Identity, openAccount, whoCalls } from './identity.ts';
import type { Service } from './operation.ts';
import {
  type Errand,
  GLOBAL_SERVICES,
  planRegions,
  type RegionChoice,
  recordAsNotAsked,
  recordRegions,
  regionalErrands,
} from './plan.ts';
import { createProgress } from './progress.ts';
import { regions } from './regions.ts';
import { type Health, runService } from './run-service.ts';
import { noIdentity, openSession, type Session, type SessionOptions } from './session.ts';
import { watchExchanges } from './watch-exchanges.ts';

export interface AccountOptions {
  readonly regions?: RegionChoice | undefined;
  /** Calls in flight for each service and region, 1 to 32; 8 where not given. */
  readonly concurrency?: number | undefined;
  /** Principals and access key ids whose events are looked up in CloudTrail. */
  readonly lookupEvents?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export type CollectAwsOptions = Omit<SessionOptions, 'regions'> & AccountOptions;

export interface CollectAwsResult {
  /** `aws:111122223333` */
  readonly source: string;
  /** Operations that are not complete. */
  readonly gaps: number;
  /** Why the collection could not go on to its end though a resumed one could; null where it did. */
  readonly stopped: string | null;
}

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
  let identity: Identity;
  try {
    identity = await whoCalls(session, clock, options.signal);
  } catch (error) {
    throwIfCancelled(options.signal);
    throw noIdentity(error, session.known());
  }
  return collectAccount(writer, session, identity, clock, options);
}

/** The same for a session whose account is known. `leaveOut` are services that another account's answers stand for. */
export async function collectAccount(
  writer: SnapshotWriter,
  session: Session,
  identity: Identity,
  clock: Clock,
  options: AccountOptions,
  leaveOut: readonly Service[] = [],
): Promise<CollectAwsResult> {
  const source = openAccount(writer, identity, clock, session.known());
  const progress = createProgress(source, options.onProgress);
  const health: Health = { expired: null, unreachable: new Map() };
  const ledger = createLedger(writer);
  const [home] = session.regions;
  const choice = typeof options.regions === 'string' ? options.regions : session.regions;
  const forAccount = GLOBAL_SERVICES.filter((each) => each !== regions && !leaveOut.includes(each)).map(once);
  const foreseen = regionalErrands(typeof choice === 'string' ? [home] : choice);
  writer.batch(() => {
    for (const errand of [once(regions), ...forAccount, ...foreseen])
      recordAsNotAsked(writer, source, errand, NOT_REACHED);
  });

  async function carryOut(errands: readonly Errand[]): Promise<void> {
    const runs = errands.map(async ({ service, region }) => {
      const client = service.client(session.clientConfig(region ?? home));
      watchExchanges(client as unknown as Parameters<typeof watchExchanges>[0], clock);
      try {
        await runService({
          desk: {
            writer,
            ledger,
            source,
            region,
            client,
            clock,
            signal: options.signal,
            known: session.known,
          },
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
  }

  await carryOut([once(regions)]);
  // What is used is told by the account's own records, which come first then.
  const first = choice === 'where-used' ? forAccount : [];
  await carryOut(first);
  const plan = planRegions(choice, home, writer.reader(), source);
  recordRegions(writer, source, plan, typeof choice !== 'string', progress.gap);
  const asked = options.lookupEvents ?? [];
  const lookups =
    asked.length === 0
      ? []
      : lookupRegions(plan.asked).map((region) => ({ service: lookupEvents(asked), region }));
  await carryOut([...(first.length > 0 ? [] : forAccount), ...regionalErrands(plan.asked), ...lookups]);
  writer.closeSource(source, clock.now().toISOString(), clock.offsetMs());
  progress.finish();
  return { source, gaps: progress.gaps(), stopped: health.expired };
}

const once = (service: Service): Errand => ({ service, region: null });
