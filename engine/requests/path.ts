import { type Graph, INCLUDE_ALL, type Include } from '../../analysis/graph/graph.ts';
import { kShortestPaths } from '../../analysis/graph/k-shortest-paths.ts';
import { pathsToMany } from '../../analysis/graph/paths-to-many.ts';
import { reach } from '../../analysis/graph/reach.ts';
import { relationsBetween } from '../../analysis/graph/relations-between.ts';
import type { LeftOut, Output, ParsedInput, TrustPath } from '../../schema/contract.ts';
import { trustPath } from '../hops.ts';
import { leftOut, narrowedGraph, type Without } from '../narrowed-graph.ts';
import { questionGraph } from '../questions.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { unknownsFor } from '../unknowns.ts';

const DEFAULT_PATHS_TO_ONE = 3;
const DEFAULT_PATHS_TO_EACH_JEWEL = 1;
const VERDICT_ORDER = { allow: 0, conditional: 1, unknown: 2 };

export interface PathQuestion {
  readonly from: number;
  /** Null: every crown jewel. */
  readonly to: number | null;
  readonly maxHops?: number | undefined;
  readonly k?: number | undefined;
  readonly include?: Include | undefined;
  readonly without?: Without | undefined;
  readonly strictScp?: boolean | undefined;
  readonly signal?: AbortSignal;
}

/** Paths by surety, then length, then target; to one entity or to every crown jewel. */
export async function findPaths(session: Session, question: PathQuestion): Promise<TrustPath[]> {
  const { graph: whole, adjust } = questionGraph(session, question.strictScp);
  const { graph } = narrowedGraph(session, whole, question.without);
  const limits = {
    include: question.include ?? INCLUDE_ALL,
    maxHops: question.maxHops,
    signal: question.signal,
  };
  const found =
    question.to === null
      ? (
          await pathsToMany(
            graph,
            question.from,
            session.crownJewels(),
            question.k ?? DEFAULT_PATHS_TO_EACH_JEWEL,
            limits,
          )
        ).flatMap((target) => target.paths)
      : question.to === question.from
        ? []
        : await kShortestPaths(graph, question.from, question.to, question.k ?? DEFAULT_PATHS_TO_ONE, limits);
  return found
    .map((relations) => withParallels(session, graph, trustPath(session.reader, relations, adjust), limits))
    .sort(
      (a, b) =>
        VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
        a.hops.length - b.hops.length ||
        (a.to < b.to ? -1 : a.to > b.to ? 1 : 0),
    );
}

/** Each hop with the number of relations it stands for, where they are several: a path takes the best of them. */
function withParallels(
  { reader }: Session,
  graph: Graph,
  path: TrustPath,
  { include }: { readonly include: Include },
): TrustPath {
  const number = (id: string) => reader.entityById(id)?.index ?? 0;
  const hops = path.hops.map((hop) => {
    const { length } = relationsBetween(graph.forward, number(hop.from), number(hop.to), include);
    return length > 1 ? { ...hop, parallel: length } : hop;
  });
  return { ...path, hops };
}

export async function pathRequest(
  input: ParsedInput<'path'>,
  context: RequestContext,
): Promise<Output<'path'>> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const from = resolveEntity(session.reader, input.from);
  const to = input.to === undefined ? null : resolveEntity(session.reader, input.to);
  const paths = await findPaths(session, {
    from: from.index,
    to: to?.index ?? null,
    maxHops: input.max,
    k: input.k,
    include: input.include,
    without: input.without,
    strictScp: input.strictScp,
    signal: context.signal,
  });
  const held = heldBack(session, input, from.index, context.signal);
  return {
    paths,
    unknowns: unknownsFor(session, from.id, to?.id ?? null),
    ...(held && { leftOut: held }),
  };
}

/** What was not followed from where the paths begin; undefined where no limit was given. */
function heldBack(
  session: Session,
  input: ParsedInput<'path'>,
  from: number,
  signal: AbortSignal,
): LeftOut | undefined {
  const include = input.include ?? INCLUDE_ALL;
  const narrowed = narrowedGraph(session, questionGraph(session, input.strictScp).graph, input.without);
  const all = include.conditional && include.unknown;
  const reached = all ? [] : reach(narrowed.graph, from, { include, signal }).index;
  return leftOut(narrowed, 'forward', from, reached, include);
}
