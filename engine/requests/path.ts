import { kShortestPaths } from '../../analysis/graph/k-shortest-paths.ts';
import type { Output, ParsedInput, TrustPath } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { RequestContext } from '../engine.ts';
import { trustPath } from '../hops.ts';
import { EVERYTHING, type Include, questionGraph } from '../questions.ts';
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
export function findPaths(session: Session, question: PathQuestion): TrustPath[] {
  const { graph, adjust } = questionGraph(session, question.strictScp);
  const targets = question.to === null ? session.crownJewels() : [question.to];
  const k = question.k ?? (question.to === null ? DEFAULT_PATHS_TO_EACH_JEWEL : DEFAULT_PATHS_TO_ONE);
  const paths: TrustPath[] = [];
  for (const target of targets) {
    throwIfCancelled(question.signal);
    if (target === question.from) continue;
    const found = kShortestPaths(graph, question.from, target, k, {
      include: question.include ?? EVERYTHING,
      ...(question.maxHops !== undefined && { maxHops: question.maxHops }),
      ...(question.signal && { signal: question.signal }),
    });
    for (const relations of found) paths.push(trustPath(session.reader, relations, adjust));
  }
  return paths.sort(
    (a, b) =>
      VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
      a.hops.length - b.hops.length ||
      (a.to < b.to ? -1 : a.to > b.to ? 1 : 0),
  );
}

export function pathRequest(input: ParsedInput<'path'>, context: RequestContext): Output<'path'> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const from = resolveEntity(session.reader, input.from);
  const to = input.to === undefined ? null : resolveEntity(session.reader, input.to);
  const paths = findPaths(session, {
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
