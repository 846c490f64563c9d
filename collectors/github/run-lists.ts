import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { createTally } from '../tally.ts';
import { askGraph } from './ask.ts';
import { githubAnswer } from './boundary.ts';
import { type Declared, itemsOf, objects, text } from './endpoint.ts';
import { GRAPH } from './endpoints/graph.ts';
import { MEMBERS, TEAM_MEMBERS, TEAM_REPOSITORIES, TEAMS } from './graph-queries.ts';
import { type Run, recordTally } from './run-endpoint.ts';

/** A list of the GraphQL API that comes in pages. */
interface List {
  readonly declared: Declared;
  readonly query: string;
  /** Members that lead to the list. */
  readonly way: readonly string[];
  /** The member that holds its items. */
  readonly items: 'edges' | 'nodes';
  readonly questions: readonly { readonly parameters: JsonObject; readonly after: string | null }[];
  readonly keep?: (page: JsonObject) => void;
}

/** Members and teams of an organization. */
export async function runLists(run: Run): Promise<void> {
  const { known } = run;
  const once = known.organization === false ? [] : [{ parameters: { org: known.owner }, after: null }];
  await runList(run, {
    declared: GRAPH.members,
    query: MEMBERS,
    way: ['organization', 'membersWithRole'],
    items: 'edges',
    questions: once,
  });
  await runList(run, {
    declared: GRAPH.teams,
    query: TEAMS,
    way: ['organization', 'teams'],
    items: 'nodes',
    questions: once,
    keep: (page) => {
      for (const team of objects(page.nodes)) {
        const slug = text(team.slug);
        if (slug !== null)
          known.teams.push({
            slug,
            members: cursorOf(team.members),
            repositories: cursorOf(team.repositories),
          });
      }
    },
  });
  const rest = (part: 'members' | 'repositories') =>
    known.teams.flatMap((team) => {
      const after = team[part];
      return after === null ? [] : [{ parameters: { org: known.owner, team: team.slug }, after }];
    });
  await runList(run, {
    declared: GRAPH.teamMembers,
    query: TEAM_MEMBERS,
    way: ['organization', 'team', 'members'],
    items: 'edges',
    questions: rest('members'),
  });
  await runList(run, {
    declared: GRAPH.teamRepositories,
    query: TEAM_REPOSITORIES,
    way: ['organization', 'team', 'repositories'],
    items: 'edges',
    questions: rest('repositories'),
  });
}

async function runList(run: Run, list: List): Promise<void> {
  const tally = createTally();
  run.planned(list.questions.length);
  for (const { parameters, after } of list.questions) {
    let cursor = after;
    for (let page = 0; ; page++) {
      const document = await pageOf(run, list, parameters, page, cursor, (status, reason) =>
        tally.note(status, reason),
      );
      if (document === null) break;
      tally.addItems(itemsOf(document, list.items).length);
      list.keep?.(document);
      cursor = cursorOf(document);
      if (cursor !== null) continue;
      tally.note('ok');
      break;
    }
    run.done(list.declared.operation, String(parameters.team ?? parameters.org));
  }
  recordTally(run, list.declared, tally);
}

/** A page from the file, or asked for and recorded; null where it was refused. */
async function pageOf(
  { desk }: Run,
  list: List,
  parameters: JsonObject,
  page: number,
  after: string | null,
  refuse: (status: 'denied' | 'throttled' | 'failed', reason: string) => void,
): Promise<JsonObject | null> {
  const { operation, permission } = list.declared;
  const recorded = desk.writer.recordedCall({
    source: desk.source,
    operation,
    region: null,
    parameters,
    page,
  });
  if (recorded !== null && isJsonObject(recorded.document)) return recorded.document;
  if (desk.health.refused !== null) {
    refuse('denied', desk.health.refused);
    return null;
  }
  if (desk.health.unreachable !== null) {
    refuse('failed', desk.health.unreachable);
    return null;
  }
  const reply = await askGraph(desk, { query: list.query, variables: { ...parameters, after }, permission });
  const facts = {
    source: desk.source,
    operation,
    region: null,
    endpoint: desk.base.rest,
    parameters,
    page,
    startedAt: reply.startedAt,
    endedAt: desk.clock.now().toISOString(),
  };
  const found = reply.ok ? follow(reply.data, list.way) : null;
  if (reply.ok && isJsonObject(found)) {
    const { httpStatus, requestId } = reply;
    const answer = githubAnswer({ ...facts, status: 'ok', httpStatus, requestId }, found, desk.known());
    desk.ledger.record(answer);
    return isJsonObject(answer.document) ? answer.document : null;
  }
  const fault = reply.ok
    ? {
        status: 'denied' as const,
        httpStatus: reply.httpStatus,
        requestId: reply.requestId,
        reason: `${reply.errors[0]?.message ?? 'GitHub answers nothing here'}; it needs ${permission}`,
      }
    : reply.fault;
  const { status, httpStatus, requestId } = fault;
  desk.ledger.record(githubAnswer({ ...facts, status, httpStatus, requestId }, null, desk.known()));
  refuse(status, fault.reason);
  return null;
}

function follow(data: JsonObject, way: readonly string[]): Json {
  return way.reduce<Json>((at, name) => (isJsonObject(at) ? (at[name] ?? null) : null), data);
}

/** Where the next page begins, if there is one. */
function cursorOf(list: Json | undefined): string | null {
  if (!isJsonObject(list) || !isJsonObject(list.pageInfo)) return null;
  return list.pageInfo.hasNextPage === true ? text(list.pageInfo.endCursor) : null;
}
