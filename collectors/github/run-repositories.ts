import { throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { eachLimited } from '../limiter.ts';
import { createTally, type Tally } from '../tally.ts';
import { askGraph } from './ask.ts';
import { githubAnswer } from './boundary.ts';
import { objects } from './endpoint.ts';
import { GRAPH } from './endpoints/graph.ts';
import { repositoriesQuery } from './graph-queries.ts';
import type { KnownRepository } from './known.ts';
import {
  PARTS,
  type Part,
  partCut,
  partFault,
  seenOf,
  withErrors,
  withoutHidden,
} from './repository-parts.ts';
import { type Run, recordTally } from './run-endpoint.ts';

/** Repositories in one request: small enough for GitHub's ten seconds, large enough to save calls. */
const TOGETHER = 20;
const IN_FLIGHT = 3;

/** What workflows that could not be seen may do. */
const ANYTHING = { workflows: 1, readsVariables: true, runsPullRequests: true, leavesPermissions: true };

interface Tallies {
  readonly repository: Tally;
  readonly parts: Readonly<Record<Part, Tally>>;
}

/** Asks for what GraphQL tells of each repository, several at a time, and records one observation for each. */
export async function runRepositories(run: Run): Promise<void> {
  const { desk, known } = run;
  const tallies: Tallies = {
    repository: createTally(),
    parts: Object.fromEntries(PARTS.map((part) => [part, createTally()])) as Record<Part, Tally>,
  };
  const all = [...known.repositories.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
  run.planned(all.length);
  const missing: KnownRepository[] = [];
  for (const repository of all) {
    const recorded = desk.writer.recordedCall({ ...keyOf(run, repository), page: 0 });
    if (recorded !== null && isJsonObject(recorded.document)) {
      note(repository, recorded.document, tallies);
    } else missing.push(repository);
  }
  const batches = Array.from({ length: Math.ceil(missing.length / TOGETHER) }, (_, index) =>
    missing.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
  await eachLimited(batches, Math.min(IN_FLIGHT, run.concurrency), (batch) => askBatch(run, batch, tallies));
  for (const part of PARTS)
    if (tallies.repository.complete === false) tallies.parts[part].limit('some repositories were not read');
  recordTally(run, GRAPH.repository, tallies.repository);
  for (const part of PARTS) recordTally(run, GRAPH[part], tallies.parts[part]);
}

async function askBatch(run: Run, batch: readonly KnownRepository[], tallies: Tallies): Promise<void> {
  const { desk, known } = run;
  throwIfCancelled(desk.signal);
  const stop = desk.health.refused ?? desk.health.unreachable;
  if (stop !== null) {
    for (const { name } of batch) {
      tallies.repository.note(desk.health.refused === null ? 'failed' : 'denied', stop);
      run.done(GRAPH.repository.operation, `${known.owner}/${name}`);
    }
    return;
  }
  const names = Object.fromEntries(batch.map(({ name }, index) => [`n${index}`, name]));
  const reply = await askGraph(desk, {
    query: repositoriesQuery(batch.length),
    variables: { owner: known.owner, ...names },
    permission: GRAPH.repository.permission,
  });
  if (!reply.ok && reply.fault.status === 'failed' && !reply.fault.network && batch.length > 1) {
    // Too much at once for GitHub's own deadline: the halves may pass, and one repository spoils no other.
    const middle = batch.length >> 1;
    await askBatch(run, batch.slice(0, middle), tallies);
    return askBatch(run, batch.slice(middle), tallies);
  }
  for (const [index, repository] of batch.entries()) {
    const errors = reply.ok ? reply.errors.filter(({ path }) => path?.[0] === `r${index}`) : [];
    const found = reply.ok ? reply.data[`r${index}`] : null;
    const facts = {
      ...keyOf(run, repository),
      endpoint: desk.base.rest,
      page: 0,
      startedAt: reply.startedAt,
      endedAt: desk.clock.now().toISOString(),
    };
    if (reply.ok && isJsonObject(found)) {
      const { httpStatus, requestId } = reply;
      const answer = githubAnswer(
        { ...facts, status: 'ok', httpStatus, requestId },
        withErrors(withoutHidden(found), errors),
        desk.known(),
      );
      desk.ledger.record(answer);
      note(repository, answer.document as JsonObject, tallies);
    } else {
      const fault = reply.ok
        ? {
            status: 'denied' as const,
            httpStatus: reply.httpStatus,
            requestId: reply.requestId,
            reason: `${repository.name}: ${errors[0]?.message ?? 'GitHub answers nothing here'}`,
          }
        : reply.fault;
      const { status, httpStatus, requestId } = fault;
      desk.ledger.record(githubAnswer({ ...facts, status, httpStatus, requestId }, null, desk.known()));
      tallies.repository.note(status, fault.reason);
    }
    run.done(GRAPH.repository.operation, `${known.owner}/${repository.name}`);
  }
}

function keyOf({ desk, known }: Run, repository: KnownRepository) {
  return {
    source: desk.source,
    operation: GRAPH.repository.operation,
    region: null,
    parameters: { owner: known.owner, repo: repository.name },
  };
}

function note(repository: KnownRepository, document: JsonObject, tallies: Tallies): void {
  repository.seen = seenOf(document);
  if (typeof document.isArchived === 'boolean') repository.archived = document.isArchived;
  tallies.repository.note('ok');
  tallies.repository.addItems(1);
  for (const part of PARTS) {
    const tally = tallies.parts[part];
    const fault = partFault(document, part);
    if (fault !== null) {
      tally.note(fault.status, `${repository.name}: ${fault.reason}; it needs ${GRAPH[part].permission}`);
      // What runs in it may be anything: later calls must not take it for a repository without workflows.
      if (part === 'workflows') repository.seen = { ...repository.seen, ...ANYTHING };
      continue;
    }
    tally.note('ok');
    const value = document[part];
    if (isJsonObject(value)) tally.addItems(objects(value.nodes ?? value.edges ?? value.entries).length);
    const cut = partCut(document, part);
    if (cut !== null) tally.limit(cut);
  }
}
