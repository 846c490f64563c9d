import type { Graph, Include } from '../analysis/graph/graph.ts';
import { INCLUDE_ALL } from '../analysis/graph/graph.ts';
import { notFollowed } from '../analysis/graph/not-followed.ts';
import { relationsBetween } from '../analysis/graph/relations-between.ts';
import { withoutRelations } from '../analysis/graph/without-relations.ts';
import type { Input, LeftOut } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import { resolveEntity } from './resolve-entity.ts';
import type { Session } from './sessions.ts';

export type Without = NonNullable<Input<'path'>['without']>;

/** A graph with what a person disabled taken out, and how many relations that was. */
interface Narrowed {
  readonly graph: Graph;
  readonly removed: number;
}

/** The last one of each graph: the same hops stay disabled over several questions. */
const latest = new WeakMap<Graph, { readonly key: string; readonly graph: Graph }>();

/**
 * The graph without the named relations. Throws `usage` where there is none between two of the named entities: a
 * mistyped hop must not read as one that was taken out.
 */
export function narrowedGraph(session: Session, graph: Graph, without: Without | undefined): Narrowed {
  if (!without || without.length === 0) return { graph, removed: 0 };
  const relations = new Set(without.flatMap((each) => relationsNamed(session, graph, each)));
  const key = [...relations].sort((a, b) => a - b).join();
  const known = latest.get(graph);
  if (known?.key === key) return { graph: known.graph, removed: relations.size };
  const narrowed = withoutRelations(graph, relations);
  latest.set(graph, { key, graph: narrowed });
  return { graph: narrowed, removed: relations.size };
}

function relationsNamed(session: Session, graph: Graph, named: Without[number]): readonly number[] {
  const { reader } = session;
  const from = resolveEntity(reader, named.from);
  const to = resolveEntity(reader, named.to);
  const between = relationsBetween(graph.forward, from.index, to.index, INCLUDE_ALL);
  const found =
    named.kind === undefined
      ? between
      : between.filter((relation) => reader.relation(relation).kind === named.kind);
  if (found.length > 0) return found;
  const verb = named.kind === undefined ? '' : ` "${RELATION_KINDS[named.kind].label}"`;
  throw new TrustpathError(
    'usage',
    `There is no relation${verb} from ${from.id} to ${to.id} that a path could take, so none can be left out.`,
  );
}

/**
 * What the limits of a question held back at its border: relations that begin where the answer came (`reached`, besides
 * the origin) and were not followed. Undefined where everything was followed.
 */
export function leftOut(
  { graph, removed }: Narrowed,
  direction: 'forward' | 'reverse',
  origin: number,
  reached: ArrayLike<number>,
  include: Include,
): LeftOut | undefined {
  if (removed === 0 && include.conditional && include.unknown) return undefined;
  return { ...notFollowed(graph[direction], origin, reached, include), without: removed };
}
