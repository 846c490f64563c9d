import { throwIfCancelled } from '../../schema/errors.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from '../ledger.ts';
import { type EarlierRedaction, redactAnswer } from '../record-answer.ts';
import { type Fault, notTried } from './faults.ts';
import type { ApiRequest, Exchange, Transport } from './transport.ts';

/** What every request of one collection needs. */
export interface Desk {
  readonly writer: SnapshotWriter;
  readonly ledger: Ledger;
  readonly source: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly health: Health;
}

/** What makes further requests pointless. */
export interface Health {
  expired: string | null;
  unreachableInARow: number;
  unreachable: string;
}

/** After so many requests in a row without any answer, each with all its attempts, the server is left alone. */
const UNREACHABLE_AFTER = 3;

/** What identifies a recorded page. */
export interface Asked {
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly page: number;
}

/** Sends, unless it is known to be pointless. */
export async function sendUnlessPointless(desk: Desk, request: ApiRequest): Promise<Exchange> {
  const { health, transport, signal } = desk;
  throwIfCancelled(signal);
  if (health.expired !== null) return { ok: false, fault: notTried('denied', health.expired) };
  if (health.unreachableInARow >= UNREACHABLE_AFTER)
    return {
      ok: false,
      fault: notTried(
        'failed',
        `not tried, because the server did not answer before (${health.unreachable})`,
      ),
    };
  const result = await transport.send(request);
  if (result.ok || !result.fault.network) health.unreachableInARow = 0;
  else {
    health.unreachableInARow++;
    health.unreachable = result.fault.reason;
  }
  if (!result.ok && result.fault.expired)
    health.expired = `the credentials are not accepted any more (${result.fault.reason}); resume with fresh ones to go on`;
  return result;
}

/** Records a request and what came of it. Whoever records a page that is not the last flushes: few wait in memory. */
export function recordExchange(
  desk: Desk,
  asked: Asked,
  path: string,
  startedAt: Date,
  outcome:
    | {
        readonly status: number;
        readonly requestId: string | null;
        readonly document: Json;
        readonly earlier?: EarlierRedaction;
      }
    | { readonly fault: Fault },
): void {
  const answered = 'document' in outcome;
  if (!answered && outcome.fault.status === 'skipped') return;
  const answer = redactAnswer(
    {
      source: desk.source,
      operation: asked.operation,
      region: null,
      endpoint: `${desk.transport.server}${path}`,
      parameters: asked.parameters,
      page: asked.page,
      status: answered ? 'ok' : (outcome.fault.status as 'denied' | 'throttled' | 'failed'),
      httpStatus: answered ? outcome.status : outcome.fault.httpStatus,
      requestId: answered ? outcome.requestId : outcome.fault.requestId,
      startedAt: startedAt.toISOString(),
      endedAt: desk.clock.now().toISOString(),
    },
    answered ? outcome.document : null,
    desk.transport.known(),
    answered ? (outcome.earlier ?? null) : null,
  );
  desk.ledger.record(answer);
}

/** What an earlier run recorded of a page, or null. */
export function recordedDocument(desk: Desk, { operation, parameters, page }: Asked): Json | null {
  return (
    desk.writer.recordedCall({ source: desk.source, operation, region: null, parameters, page })?.document ??
    null
  );
}
