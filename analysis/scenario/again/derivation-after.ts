import type { Entity, Relation } from '../../../schema/records.ts';
import { inOrder, mentioned } from '../../entities/entities-of.ts';
import { buildGraph, type GraphInput } from '../../graph/build.ts';
import { patchGraph } from '../../graph/patch.ts';
import { type Derivation, isTraversable, numbered, verdictCode } from '../derivation.ts';
import type { AskedAgain } from './ask-aws-again.ts';
import { type Baseline, type Incidence, relationsAt } from './baseline.ts';
import { same } from './same.ts';

/** What the estates described before and describe now, of whatever may differ. */
export interface Described {
  readonly before: Iterable<Entity>;
  readonly after: Iterable<Entity>;
}

/** The derivation with what changed put in its place: what was found takes the numbers of what is gone. */
export function derivationAfter(
  base: Baseline,
  { gone, found }: AskedAgain,
  described: Described,
): Derivation {
  const { entities, moved } = entitiesAfter(base, gone, found, described);
  const numbers = moved ? numbered(entities) : base.numbers;
  const { relations, slots, source } = relationsAfter(base, gone, found);
  const old = base.input;
  const count = relations.length;
  const input = {
    entityCount: entities.length,
    from: resized(old.from, count),
    to: resized(old.to, count),
    verdict: resized(old.verdict, count),
    traversable: resized(old.traversable, count),
  } satisfies GraphInput;
  if (moved) {
    const places = Int32Array.from(base.entities, ({ id }) => numbers.get(id) ?? -1);
    for (const ends of [input.from, input.to])
      for (let relation = 0; relation < count; relation++) ends[relation] = places[ends[relation]!]!;
  }
  for (const slot of slots) {
    if (slot >= count) continue;
    const relation = source(slot);
    input.from[slot] = numbers.get(relation.from) ?? -1;
    input.to[slot] = numbers.get(relation.to) ?? -1;
    input.verdict[slot] = verdictCode(relation);
    input.traversable[slot] = isTraversable(relation);
  }
  const graph = moved ? buildGraph(input) : patchGraph(base.graph, old, input, slots);
  return { entities, relations, numbers, input, graph };
}

function resized<T extends Int32Array | Uint8Array>(old: T, count: number): T {
  if (count <= old.length) return old.slice(0, count) as T;
  const longer = (old instanceof Int32Array ? new Int32Array(count) : new Uint8Array(count)) as T;
  longer.set(old);
  return longer;
}

/** The relations, and which numbers stand for another relation than before or for none. */
function relationsAfter(base: Baseline, gone: ReadonlySet<number>, found: readonly Relation[]) {
  const free = [...gone].sort((a, b) => a - b);
  const relations = base.relations.slice();
  const slots = new Set(free);
  for (const [index, relation] of found.entries()) {
    const slot = free[index] ?? relations.length;
    relations[slot] = relation;
    slots.add(slot);
  }
  // Numbers that are left over are given to the last relations, so that none is missing.
  for (let index = free.length - 1; index >= found.length; index--) {
    const last = relations.length - 1;
    relations[free[index]!] = relations[last]!;
    relations.pop();
    slots.add(last);
  }
  return {
    relations,
    slots: Int32Array.from(slots).sort(),
    source: (slot: number): Relation => relations[slot]!,
  };
}

/** What stands under each id that changed; null where nothing does any more. */
function changesOf(
  base: Baseline,
  gone: ReadonlySet<number>,
  found: readonly Relation[],
  described: Described,
): ReadonlyMap<string, Entity | null> {
  const ends = new Set(found.flatMap(({ from, to }) => [from, to]));
  const isEnd = (id: string): boolean => {
    const number = base.numbers.get(id);
    if (ends.has(id)) return true;
    return number !== undefined && [base.leaving, base.entering].some((side) => isLeft(side, number, gone));
  };
  const changes = new Map<string, Entity | null>();
  const now = new Map<string, Entity>();
  for (const entity of described.after) if (!now.has(entity.id)) now.set(entity.id, entity);
  for (const [id, entity] of now) {
    const was = base.entities[base.numbers.get(id) ?? -1];
    if (!was || !same(was, entity)) changes.set(id, entity);
  }
  for (const { id } of described.before) if (!now.has(id)) changes.set(id, isEnd(id) ? mentioned(id) : null);
  for (const relation of gone)
    for (const id of [base.relations[relation]!.from, base.relations[relation]!.to])
      if (base.mentioned.has(id) && !changes.has(id) && !isEnd(id)) changes.set(id, null);
  for (const id of ends) if (!base.numbers.has(id) && !changes.has(id)) changes.set(id, mentioned(id));
  return changes;
}

/** The entities, and whether any has another number. */
function entitiesAfter(
  base: Baseline,
  gone: ReadonlySet<number>,
  found: readonly Relation[],
  described: Described,
): { readonly entities: readonly Entity[]; readonly moved: boolean } {
  const changes = changesOf(base, gone, found, described);
  if (changes.size === 0) return { entities: base.entities, moved: false };
  const entities = base.entities.slice();
  const removed = new Set<number>();
  const added: Entity[] = [];
  for (const [id, entity] of changes) {
    const number = base.numbers.get(id);
    if (number === undefined) {
      if (entity !== null) added.push(entity);
    } else if (entity?.kind === entities[number]!.kind) entities[number] = entity;
    else {
      removed.add(number);
      // Of another kind, it belongs elsewhere in the order.
      if (entity !== null) added.push(entity);
    }
  }
  if (removed.size + added.length === 0) return { entities, moved: false };
  const left = entities.filter((_, number) => !removed.has(number));
  return { entities: inserted(left, added.sort(inOrder)), moved: true };
}

/** Two lists in order as one. */
function inserted(list: readonly Entity[], added: readonly Entity[]): readonly Entity[] {
  if (added.length === 0) return list;
  const merged: Entity[] = [];
  let next = 0;
  for (const entity of list) {
    for (; next < added.length && inOrder(added[next]!, entity) < 0; next++) merged.push(added[next]!);
    merged.push(entity);
  }
  return [...merged, ...added.slice(next)];
}

function isLeft(side: Incidence, entity: number, gone: ReadonlySet<number>): boolean {
  return relationsAt(side, entity).some((relation) => !gone.has(relation));
}
