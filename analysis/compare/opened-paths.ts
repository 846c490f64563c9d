import { exposureOfMany } from '../graph/exposure.ts';
import { reachOfMany } from '../graph/reach.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import type { RelationChanges } from './compare-relations.ts';
import type { Side } from './side.ts';

/** A relation that was not there, or not as sure, before, and what it lets reach a crown jewel now. */
export interface OpenedPath {
  /** Relation number in the later snapshot. */
  readonly relation: number;
  /** Crown jewel, an entity number of the later snapshot. */
  readonly to: number;
  /** From the relation's start to the crown jewel: relation numbers of the later snapshot. */
  readonly path: readonly number[];
  /** How many entities reach the crown jewel now that did not before, the relation's start among them. */
  readonly exposed: number;
}

/**
 * For each crown jewel of the later snapshot: the changes that opened it to entities which did not reach it before. A
 * change counts where it begins at such an entity and leads on to the crown jewel: what only leads to such an entity
 * was there before and opened nothing.
 */
export function openedPaths(before: Side, after: Side, relations: RelationChanges): readonly OpenedPath[] {
  const news = [
    ...relations.came,
    ...relations.changed.map((each) => each.after),
    ...relations.unsure.flatMap((each) => (each.seen === 'after' ? [each.relation] : [])),
  ].sort((a, b) => a - b);
  const ends = news.map((relation) => after.ends.to[relation]!);
  const within = new Set([...ends, ...reachOfMany(after.graph, ends).index]);
  const opened: OpenedPath[] = [];
  for (const jewel of crownJewels(after)) {
    // What no new relation leads to was not opened by any.
    if (!within.has(jewel)) continue;
    const reaching = new Set(exposureOfMany(after.graph, [jewel]).index);
    const earlier = reachingBefore(before, after.ids[jewel]!);
    const exposed = [...reaching].filter((entity) => !earlier.has(after.ids[entity]!));
    if (exposed.length === 0) continue;
    const newly = new Set(exposed);
    for (const relation of news) {
      const start = after.ends.from[relation]!;
      const end = after.ends.to[relation]!;
      if (!newly.has(start) || (end !== jewel && !reaching.has(end))) continue;
      const rest = end === jewel ? [] : shortestPath(after.graph, end, jewel);
      if (rest) opened.push({ relation, to: jewel, path: [relation, ...rest], exposed: exposed.length });
    }
  }
  return opened;
}

function crownJewels({ reader }: Side): number[] {
  const { tier } = reader.entityColumns();
  return [...tier.keys()].filter((entity) => tier[entity] === 0);
}

/** Ids of what reached an entity in the earlier snapshot; none where it was not there. */
function reachingBefore(before: Side, id: string): ReadonlySet<string> {
  const number = before.numbers.get(id);
  if (number === undefined) return new Set();
  return new Set([...exposureOfMany(before.graph, [number]).index].map((entity) => before.ids[entity]!));
}
