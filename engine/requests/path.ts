import { INCLUDE_ALL, type Include } from '../../analysis/graph/graph.ts';
import { kShortestPaths } from '../../analysis/graph/k-shortest-paths.ts';
import { pathsToMany } from '../../analysis/graph/paths-to-many.ts';
import type { Output, ParsedInput, TrustPath } from '../../schema/contract.ts';
import { trustPath } from '../hops.ts';
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
  readonly strictScp?: boolean | undefined;
  readonly signal?: AbortSignal;
}

/** Paths by surety, then length, then target; to one entity or to every crown jewel. */
export async function findPaths(session: Session, question: PathQuestion): Promise<TrustPath[]> {
  const { graph, adjust } = questionGraph(session, question.strictScp);
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
    .map((relations) => trustPath(session.reader, relations, adjust))
    .sort(
      (a, b) =>
        VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
        a.hops.length - b.hops.length ||
        (a.to < b.to ? -1 : a.to > b.to ? 1 : 0),
    );
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
    strictScp: input.strictScp,
    signal: context.signal,
  });
  return { paths, unknowns: unknownsFor(session, from.id, to?.id ?? null) };
}
