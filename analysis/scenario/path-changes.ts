import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import { reachOfMany } from '../graph/reach.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import { crownJewels, type Derivation } from './derivation.ts';
import type { RelationChanges } from './relation-changes.ts';

export type Path = readonly Relation[];

export interface PathChanges {
  /** Ways to crown jewels of starts that have none any more; the lightest each had. */
  readonly lost: readonly Path[];
  /** Ways to crown jewels of starts that had none. */
  readonly gained: readonly Path[];
  /** Of the same starts, the ways that are left. */
  readonly left: readonly Path[];
}

/**
 * Compares who reaches which crown jewel. The starts are those given or, where none are, whatever an attacker may begin
 * with (credentials, anyone) and the starts of the relations that changed.
 */
export function pathChanges(
  before: Derivation,
  after: Derivation,
  relations: RelationChanges,
  from: readonly string[],
): PathChanges {
  const starts = from.length > 0 ? from : likelyStarts(before, after, relations);
  const jewels = new Set(
    [before, after].flatMap((each) => crownJewels(each).map((n) => each.entities[n]!.id)),
  );
  const lost: Path[] = [];
  const gained: Path[] = [];
  const left: Path[] = [];
  // Only what a changed relation can lead to can have changed; with starts given, everything is looked at.
  const touched = from.length > 0 ? jewels : jewelsBehind(before, after, relations, jewels);
  for (const jewel of touched) {
    const old = reaching(before, jewel);
    const now = reaching(after, jewel);
    for (const start of starts) {
      if (start === jewel) continue;
      if (now.has(start)) {
        const path = lightest(after, start, jewel);
        (old.has(start) ? left : gained).push(path);
      } else if (old.has(start)) lost.push(lightest(before, start, jewel));
    }
  }
  return { lost, gained, left };
}

function likelyStarts(before: Derivation, after: Derivation, relations: RelationChanges): readonly string[] {
  const starts = new Set<string>();
  for (const { entities } of [before, after])
    for (const { id, kind } of entities)
      if (kind === 'internet' || ENTITY_KINDS[kind].colour === 'credential') starts.add(id);
  for (const { from } of [...relations.lost, ...relations.gained]) starts.add(from);
  for (const { after: relation } of relations.changed) starts.add(relation.from);
  return [...starts].sort();
}

function jewelsBehind(
  before: Derivation,
  after: Derivation,
  { lost, gained, changed }: RelationChanges,
  jewels: ReadonlySet<string>,
): ReadonlySet<string> {
  const behind = new Set<string>();
  const note = (derivation: Derivation, relations: readonly Relation[]) => {
    const ends = new Set(relations.flatMap(({ to }) => derivation.numbers.get(to) ?? []));
    for (const number of [...ends, ...reachOfMany(derivation.graph, ends).index]) {
      const { id } = derivation.entities[number]!;
      if (jewels.has(id)) behind.add(id);
    }
  };
  note(before, [...lost, ...changed.map((each) => each.before)]);
  note(after, [...gained, ...changed.map((each) => each.after)]);
  return behind;
}

function reaching({ graph, numbers, entities }: Derivation, id: string): ReadonlySet<string> {
  const number = numbers.get(id);
  if (number === undefined) return new Set();
  return new Set([...exposureOfMany(graph, [number]).index].map((each) => entities[each]!.id));
}

function lightest({ graph, numbers, relations }: Derivation, from: string, to: string): Path {
  const path = shortestPath(graph, numbers.get(from)!, numbers.get(to)!) ?? [];
  return path.map((relation) => relations[relation]!);
}
