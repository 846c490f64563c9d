import { reachOfMany } from '../graph/reach.ts';
import { waysTo } from '../graph/ways-to.ts';
import type { RelationChanges } from './compare-relations.ts';
import { NOWHERE, type Side } from './side.ts';

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
    const now = waysTo(after.graph, jewel);
    const then = after.elsewhere[jewel] === NOWHERE ? null : waysTo(before.graph, after.elsewhere[jewel]!);
    const isNew = (entity: number) => {
      if (entity === jewel || !now.leadFrom(entity)) return false;
      const number = after.elsewhere[entity]!;
      return number === NOWHERE || then === null || !then.leadFrom(number);
    };
    let exposed = 0;
    for (let entity = 0; entity < after.graph.entityCount; entity++) if (isNew(entity)) exposed++;
    if (exposed === 0) continue;
    for (const relation of news) {
      const [start, end] = [after.ends.from[relation]!, after.ends.to[relation]!];
      if (!isNew(start) || !now.leadFrom(end)) continue;
      opened.push({ relation, to: jewel, path: [relation, ...now.lightest(end)], exposed });
    }
  }
  return opened;
}

function crownJewels({ reader }: Side): number[] {
  const { tier } = reader.entityColumns();
  return [...tier.keys()].filter((entity) => tier[entity] === 0);
}
