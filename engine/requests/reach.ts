import { exposure } from '../../analysis/graph/exposure.ts';
import { INCLUDE_ALL } from '../../analysis/graph/graph.ts';
import { reach } from '../../analysis/graph/reach.ts';
import type { LeftOut, Output, ParsedInput } from '../../schema/contract.ts';
import { ENTITY_KIND_NAMES } from '../../schema/kinds/entity-kinds.ts';
import { leftOut, narrowedGraph } from '../narrowed-graph.ts';
import { questionGraph } from '../questions.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { unknownsFor } from '../unknowns.ts';

type Columns = Output<'reach'>;
type Reached = ReturnType<typeof reach>;

/** Counts by tier, kind and source, most important tier first; `first` is the position of the group's nearest entity. */
export function groupReached(session: Session, index: Int32Array): Columns['groups'] {
  const columns = session.columns();
  const groups = new Map<number, Columns['groups'][number]>();
  for (let position = 0; position < index.length; position++) {
    const entity = index[position]!;
    const kind = columns.kind[entity]!;
    const tier = columns.tier[entity]!;
    const source = columns.source[entity]!;
    const key = (tier * 256 + kind) * 65_536 + source;
    const group = groups.get(key);
    if (group) group.count += 1;
    else {
      groups.set(key, {
        kind: ENTITY_KIND_NAMES[kind]!,
        tier: tier === 255 ? null : tier,
        source: columns.sources[source] ?? null,
        count: 1,
        first: position,
      });
    }
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function columnsOf(
  session: Session,
  origin: string,
  reached: Reached,
  unknowns: Columns['unknowns'],
  held: LeftOut | undefined,
): Columns {
  // The graph's scratch arrays are reused by the next question, and an answer may outlive it.
  const index = reached.index.slice();
  return {
    origin,
    index,
    distance: reached.distance.slice(),
    verdict: reached.verdict.slice(),
    groups: groupReached(session, index),
    unknowns,
    ...(held && { leftOut: held }),
  };
}

export function reachRequest(input: ParsedInput<'reach'>, context: RequestContext): Columns {
  const session = context.sessions.get(input.handle);
  const from = resolveEntity(session.reader, input.from);
  const narrowed = narrowedGraph(session, questionGraph(session, input.strictScp).graph, input.without);
  const include = input.include ?? INCLUDE_ALL;
  const reached = reach(narrowed.graph, from.index, { include, signal: context.signal });
  const held = leftOut(narrowed, 'forward', from.index, reached.index, include);
  return columnsOf(session, from.id, reached, unknownsFor(session, from.id, null), held);
}

export function exposureRequest(input: ParsedInput<'exposure'>, context: RequestContext): Columns {
  const session = context.sessions.get(input.handle);
  const to = resolveEntity(session.reader, input.to);
  const narrowed = narrowedGraph(session, questionGraph(session, input.strictScp).graph, input.without);
  const include = input.include ?? INCLUDE_ALL;
  const reached = exposure(narrowed.graph, to.index, { include, signal: context.signal });
  const held = leftOut(narrowed, 'reverse', to.index, reached.index, include);
  return columnsOf(session, to.id, reached, unknownsFor(session, null, to.id), held);
}
