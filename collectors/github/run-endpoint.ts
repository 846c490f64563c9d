import { throwIfCancelled } from '../../schema/errors.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { eachLimited } from '../limiter.ts';
import type { RedactedAnswer } from '../record-answer.ts';
import { createTally, type Tally } from '../tally.ts';
import { askRest } from './ask.ts';
import type { Desk } from './desk.ts';
import { type Endpoint, itemsOf } from './endpoint.ts';
import type { Known } from './known.ts';

/** What all operations of one collection share. */
export interface Run {
  readonly desk: Desk;
  readonly known: Known;
  readonly concurrency: number;
  /** Operations that are not complete, with their status. */
  readonly incomplete: Map<string, string>;
  /** More calls are known. */
  readonly planned: (count: number) => void;
  readonly done: (operation: string, subject: string) => void;
  readonly gap: () => void;
}

const FULL_PAGE = 100;
const WRITE_EVERY_MS = 200;
/** After so many denials in a row, an operation is left alone: the rest would only cost calls. */
const DENIALS_IN_A_ROW = 50;
const THROTTLED_IN_A_ROW = 3;

/** Carries out one operation for all that is known, and records its coverage. */
export async function runEndpoint(run: Run, endpoint: Endpoint): Promise<void> {
  throwIfCancelled(run.desk.signal);
  const tally = createTally();
  const questions = endpoint.each(run.known);
  run.planned(questions.length);
  await eachLimited(questions, run.concurrency, async (parameters) => {
    await answerQuestion(run, endpoint, parameters, tally);
    run.done(endpoint.operation, subjectOf(parameters));
  });
  for (const before of endpoint.after ?? []) {
    const why = run.incomplete.get(before);
    if (why !== undefined)
      tally.limit(`${before} was not complete (${why}), so what to ask for is not fully known`);
  }
  recordTally(run, endpoint, tally);
}

/** Records how an operation ended. */
export function recordTally(
  run: Pick<Run, 'desk' | 'incomplete' | 'gap'>,
  declared: Pick<Endpoint, 'hides'> & { readonly operation: string },
  tally: Tally,
): void {
  const { operation, hides } = declared;
  const coverage = tally.coverage({ source: run.desk.source, operation, region: null, hides });
  const { ended } = run.desk;
  ended.coverage.push(coverage);
  // Making it durable takes longer than asking: several at a time.
  if (performance.now() - ended.writtenAt > WRITE_EVERY_MS) flushCoverage(run.desk);
  if (tally.complete) return;
  run.incomplete.set(operation, coverage.status);
  run.gap();
}

/** Writes down what has ended since the last time, and every answer before it. */
export function flushCoverage({ ledger, writer, ended }: Desk): void {
  ended.writtenAt = performance.now();
  ledger.flush();
  const records = ended.coverage.splice(0);
  writer.batch(() => {
    for (const record of records) writer.recordCoverage(record);
  });
}

/** Asks page after page. A page is written down once it is sure that a resumed collection will know how to go on from it. */
async function answerQuestion(
  run: Run,
  endpoint: Endpoint,
  parameters: JsonObject,
  tally: Tally,
): Promise<void> {
  const { desk, known } = run;
  const full = endpoint.list === undefined ? 0 : (endpoint.perPage ?? FULL_PAGE);
  const pages: Json[] = [];
  let held: RedactedAnswer[] = [];
  for (let page = 0; ; page++) {
    const recorded = desk.writer.recordedCall({
      source: desk.source,
      operation: endpoint.operation,
      region: null,
      parameters,
      page,
    });
    let more: boolean;
    if (recorded !== null && recorded.document !== null) {
      pages.push(recorded.document);
      more = full > 0 && itemsOf(recorded.document, endpoint.list).length === full;
    } else {
      const stop = pointless(run, tally);
      if (stop !== null) {
        tally.note(stop.status, stop.reason);
        break;
      }
      const reply = await askRest(desk, {
        ...endpoint,
        parameters,
        page,
        perPage: full,
      });
      if (!reply.ok) {
        tally.note(reply.fault.status, reply.fault.reason);
        break;
      }
      const { received } = reply;
      const items = itemsOf(received.document, endpoint.list).length;
      more = endpoint.list !== undefined && received.next;
      // Asked for only because the page before was full: there was no more.
      if (page > 0 && items === 0 && !more) {
        tally.note('ok');
        break;
      }
      pages.push(received.document);
      held.push(received.answer);
      if (received.etag !== null)
        desk.tags.keep({ operation: endpoint.operation, parameters, page }, received.etag);
      if (!more || items === full) {
        for (const answer of held) desk.ledger.record(answer);
        held = [];
      }
    }
    if (!more) {
      tally.note('ok');
      break;
    }
  }
  for (const page of pages) {
    tally.addItems(itemsOf(page, endpoint.list).length);
    endpoint.keep?.(page, parameters, known);
  }
}

function pointless(
  { desk: { health } }: Run,
  tally: Tally,
): { readonly status: 'denied' | 'failed' | 'skipped'; readonly reason: string } | null {
  if (health.refused !== null) return { status: 'denied', reason: health.refused };
  if (health.unreachable !== null) return { status: 'failed', reason: health.unreachable };
  if (tally.throttledInARow >= THROTTLED_IN_A_ROW)
    return { status: 'skipped', reason: `not tried after ${THROTTLED_IN_A_ROW} limited calls in a row` };
  if (tally.deniedInARow >= DENIALS_IN_A_ROW)
    return { status: 'skipped', reason: `not tried after ${DENIALS_IN_A_ROW} denials in a row` };
  return null;
}

function subjectOf(parameters: JsonObject): string {
  const { owner, repo, org } = parameters;
  return typeof repo === 'string' ? `${String(owner)}/${repo}` : String(org ?? '');
}
