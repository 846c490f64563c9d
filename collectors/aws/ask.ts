import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from '../ledger.ts';
import { redactAnswer, redactParameters } from '../record-answer.ts';
import { sleep } from '../sleep.ts';
import { cliShape, exchange } from './answer.ts';
import { withDeadline } from './deadline.ts';
import { type Fault, faultOf } from './faults.ts';
import type { Operation, Question } from './operation.ts';

/** What a call needs of the collection it belongs to. */
export interface Desk {
  readonly writer: SnapshotWriter;
  readonly ledger: Ledger;
  readonly source: string;
  readonly region: string | null;
  readonly client: unknown;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly known: () => readonly string[];
}

/** One page as it was received, or from the record of an interrupted collection. */
export interface Answered {
  readonly document: JsonObject;
  /** The token of the next page as the provider gave it. */
  readonly next: string | null;
  readonly recorded: boolean;
}

export type Answer =
  | { readonly ok: true; readonly answer: Answered }
  | { readonly ok: false; readonly fault: Fault };

const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 5_000;
const POLL_DEADLINE_MS = 180_000;

/** The recorded answer of a page, where an earlier run got it. */
export function recordedPage(
  desk: Desk,
  operation: Operation,
  question: Question,
  page: number,
): Answered | null {
  const key = { source: desk.source, operation: operation.operation, region: desk.region };
  const parameters = redactParameters(question.parameters, desk.known());
  const found = desk.writer.recordedCall({ ...key, parameters, page });
  if (found === null || found.document === null) return null;
  if (
    operation.starts !== undefined &&
    desk.writer.recordedCall({ ...key, operation: operation.starts, parameters, page: 0 }) === null
  )
    return null;
  const document = found.document as JsonObject;
  return { document, next: tokenOf(operation, document), recorded: true };
}

/**
 * Asks for one page over the network, waiting for a job to be done where the operation is one, and records the call
 * whatever came of it.
 * @throws TrustpathError `cancelled` once the signal is aborted; nothing else
 */
export async function askPage(
  desk: Desk,
  operation: Operation,
  question: Question,
  page: number,
  token: string | null,
): Promise<Answer> {
  const startedAt = desk.clock.now();
  const facts = () => ({
    source: desk.source,
    operation: operation.operation,
    region: desk.region,
    parameters: question.parameters,
    page,
    startedAt: startedAt.toISOString(),
    endedAt: desk.clock.now().toISOString(),
  });
  try {
    const raw = await untilReady(desk, operation, question, token);
    const document = cliShape(raw);
    const failure = operation.failure?.(document) ?? null;
    const status = failure === null ? ('ok' as const) : ('failed' as const);
    const stored = redactAnswer({ ...facts(), status, ...exchange(raw) }, document, desk.known());
    desk.ledger.record(stored);
    if (failure !== null)
      return { ok: false, fault: faultOf({ name: 'Failed', message: failure }, desk.known()) };
    return {
      ok: true,
      answer: {
        document: stored.document as JsonObject,
        next: tokenOf(operation, document),
        recorded: false,
      },
    };
  } catch (error) {
    throwIfCancelled(desk.signal);
    // The file could not be written: no fault of the call.
    if (error instanceof TrustpathError) throw error;
    const fault = faultOf(error, desk.known());
    const absent = absentDocument(operation, fault.code);
    const at = { ...facts(), ...exchange(error) };
    if (absent !== null) {
      desk.ledger.record(redactAnswer({ ...at, status: 'ok' }, absent, desk.known()));
      return { ok: true, answer: { document: absent, next: null, recorded: false } };
    }
    desk.ledger.record(redactAnswer({ ...at, status: fault.status }, null, desk.known()));
    return { ok: false, fault };
  }
}

async function untilReady(
  desk: Desk,
  operation: Operation,
  question: Question,
  token: string | null,
): Promise<object> {
  const giveUpAt = Date.now() + POLL_DEADLINE_MS;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.6, LONGEST_POLL_MS)) {
    const raw = await withDeadline(desk.signal, (options) =>
      operation.send(desk.client, question, token, options),
    );
    if (operation.ready === undefined || operation.ready(cliShape(raw))) return raw;
    if (Date.now() > giveUpAt)
      throw Object.assign(new Error(`the job was not done within ${POLL_DEADLINE_MS / 1000} s`), {
        name: 'NotReady',
      });
    await sleep(pause, desk.signal);
  }
}

function tokenOf(operation: Operation, document: JsonObject): string | null {
  const token: Json | undefined = operation.next?.(document);
  return typeof token === 'string' && token !== '' ? token : null;
}

/** The same error is `NoSuchEntity` in the protocol and `NoSuchEntityException` in the SDK. */
function absentDocument(operation: Operation, code: string): JsonObject | null {
  const absent = operation.absent ?? {};
  for (const name of [code, code.replace(/Exception$/, '')])
    if (Object.hasOwn(absent, name)) return absent[name] ?? null;
  return null;
}
