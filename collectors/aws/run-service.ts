import { throwIfCancelled } from '../../schema/errors.ts';
import { canonicalJson, type Json, type JsonObject } from '../../schema/json.ts';
import { eachLimited } from '../limiter.ts';
import { createTally, type Tally } from '../tally.ts';
import { type Answer, askPage, type Desk, recordedPage } from './ask.ts';
import { type Earlier, IDENTITY, type Operation, type Question, type Service } from './operation.ts';

/** What all services of one collection share. */
export interface Run {
  readonly desk: Desk;
  readonly service: Service;
  readonly concurrency: number;
  readonly health: Health;
  /** More questions are known. */
  readonly planned: (count: number) => void;
  /** A question has been dealt with. */
  readonly done: (service: Service, operation: string, subject: string) => void;
  readonly gap: () => void;
}

/** What makes further calls pointless: credentials that ran out (for all), an endpoint that does not answer (for one service). */
export interface Health {
  expired: string | null;
  readonly unreachable: Map<string, { count: number; reason: string }>;
}

/** After so many calls in a row without any answer, each with all its attempts, an endpoint is left alone. */
const UNREACHABLE_AFTER = 3;
/** After so many denials in a row, an operation is left alone: the rest would only fill the account's own logs. */
const DENIALS_IN_A_ROW = 50;
/** Each with all its attempts and growing pauses. */
const THROTTLED_IN_A_ROW = 5;

/** Carries out the operations of one service in one region, in order, and records the coverage of each. */
export async function runService(run: Run): Promise<void> {
  const account = run.desk.source.slice(run.desk.source.indexOf(':') + 1);
  const kept = new Map<string, { parameters: JsonObject; kept: Json }[]>();
  kept.set(IDENTITY, [{ parameters: {}, kept: account }]);
  const incomplete = new Map<string, string>();
  const earlier: Earlier = (operation) => kept.get(operation) ?? [];
  for (const operation of run.service.operations) {
    throwIfCancelled(run.desk.signal);
    const tally = createTally();
    const store: { parameters: JsonObject; kept: Json }[] = [];
    kept.set(operation.operation, store);
    const asked = new Set<string>();
    const unasked = ({ parameters }: Question) => asked.size < asked.add(canonicalJson(parameters)).size;
    let questions = (operation.each?.(earlier) ?? [{ parameters: {} }]).filter(unasked);
    while (questions.length > 0) {
      run.planned(questions.length);
      const before = store.length;
      await eachLimited(
        questions,
        Math.min(run.concurrency, operation.inFlight ?? run.concurrency),
        async (question) => {
          await answerQuestion(run, operation, question, tally, store);
          run.done(run.service, operation.operation, subjectOf(question));
        },
      );
      const { brings } = operation;
      questions =
        brings === undefined
          ? []
          : store
              .slice(before)
              .flatMap((page) => brings(page.kept))
              .filter(unasked);
    }
    for (const before of operation.after ?? []) {
      const why = incomplete.get(before);
      if (why !== undefined)
        tally.limit(`${before} was not complete (${why}), so what to ask for is not fully known`);
    }
    const { source, region } = run.desk;
    const coverage = tally.coverage({
      source,
      operation: operation.operation,
      region,
      hides: operation.hides,
    });
    run.desk.ledger.recordCoverage(coverage);
    if (!tally.complete) {
      incomplete.set(operation.operation, coverage.status);
      run.gap();
    }
  }
}

async function answerQuestion(
  run: Run,
  operation: Operation,
  question: Question,
  tally: Tally,
  store: { parameters: JsonObject; kept: Json }[],
): Promise<void> {
  let restarted = false;
  let pages: { items: number; kept: Json | undefined }[] = [];
  let token: string | null = null;
  for (let page = 0; ; page++) {
    throwIfCancelled(run.desk.signal);
    const recorded = recordedPage(run.desk, operation, question, page);
    const result: Answer = recorded
      ? { ok: true, answer: recorded }
      : await ask(run, operation, question, page, token, tally);
    if (!result.ok && page > 0 && !restarted && isStaleToken(result.fault.code)) {
      const { source, region } = run.desk;
      run.desk.ledger.flush();
      run.desk.writer.forgetCalls({
        source,
        operation: operation.operation,
        region,
        parameters: question.parameters,
      });
      restarted = true;
      pages = [];
      token = null;
      page = -1;
      continue;
    }
    if (!result.ok) {
      tally.note(result.fault.status, result.fault.reason);
      break;
    }
    const { document } = result.answer;
    pages.push({ items: operation.items(document), kept: operation.keep?.(document, question.parameters) });
    token = result.answer.next;
    if (token === null) {
      tally.note('ok');
      break;
    }
  }
  for (const page of pages) {
    tally.addItems(page.items);
    if (page.kept !== undefined) store.push({ parameters: question.parameters, kept: page.kept });
  }
}

/** Calls unless it is known to be pointless. */
async function ask(
  run: Run,
  operation: Operation,
  question: Question,
  page: number,
  token: string | null,
  tally: Tally,
): Promise<Answer> {
  const { health, desk, service } = run;
  const place = `${service.name} ${desk.region ?? ''}`;
  const unreachable = health.unreachable.get(place);
  if (health.expired !== null) return notTried('denied', health.expired);
  if (unreachable !== undefined && unreachable.count >= UNREACHABLE_AFTER)
    return notTried(
      'failed',
      `not tried, because the endpoint did not answer before (${unreachable.reason})`,
    );
  if (tally.throttledInARow >= THROTTLED_IN_A_ROW)
    return notTried('skipped', `not tried after ${THROTTLED_IN_A_ROW} throttled calls in a row`);
  if (tally.deniedInARow >= DENIALS_IN_A_ROW)
    return notTried('skipped', `not tried after ${DENIALS_IN_A_ROW} denials in a row`);
  const result = await askPage(desk, operation, question, page, token);
  if (result.ok) health.unreachable.delete(place);
  else if (result.fault.expired)
    health.expired = `the credentials expired during the collection (${result.fault.reason}); resume with fresh ones to go on`;
  else if (result.fault.network) {
    const count = (health.unreachable.get(place)?.count ?? 0) + 1;
    health.unreachable.set(place, { count, reason: result.fault.reason });
  }
  return result;
}

function notTried(status: 'denied' | 'failed' | 'skipped', reason: string): Answer {
  return { ok: false, fault: { status, expired: false, network: false, code: 'NotTried', reason } };
}

/** A page token that the provider no longer takes, in the words of the different services. */
function isStaleToken(code: string): boolean {
  return /^(Invalid(Next|Pagination)?(Marker|Token).*|InvalidNextToken.*|Expired(Next|Pagination)Token.*|ValidationError|ValidationException|InvalidInput(Exception)?|InvalidArgument|InvalidParameter(Value)?(Exception)?)$/.test(
    code,
  );
}

function subjectOf(question: Question): string {
  const [first] = Object.values(question.parameters);
  return typeof first === 'string' ? first : '';
}
