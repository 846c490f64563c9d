import type { Entity, Relation } from '../../../schema/records.ts';
import { inOrder, mentioned } from '../../entities/entities-of.ts';
import { buildGraph, type GraphInput } from '../../graph/build.ts';
import { type Derivation, isTraversable, numbered, verdictCode } from '../derivation.ts';
import type { AskedAgain } from './ask-aws-again.ts';
import { type Baseline, type Incidence, relationsAt } from './baseline.ts';
import { same } from './same.ts';

/** What the estates described before and describe now, of whatever may differ. */
export interface Described {
  readonly before: Iterable<Entity>;
  readonly after: Iterable<Entity>;
}

/** The derivation with what changed put in its place. Relations that were found come after those that stay. */
export function derivationAfter(
  base: Baseline,
  { gone, found }: AskedAgain,
  described: Described,
): Derivation {
  const entities = entitiesAfter(base, gone, found, described);
  const sameIds =
    entities.length === base.entities.length &&
    entities.every(({ id }, number) => id === base.entities[number]?.id);
  const numbers = sameIds ? base.numbers : numbered(entities);
  const moved = sameIds ? null : Int32Array.from(base.entities, ({ id }) => numbers.get(id) ?? -1);
  const count = base.relations.length - gone.size + found.length;
  const relations = new Array<Relation>(count);
  const input = {
    entityCount: entities.length,
    from: new Int32Array(count),
    to: new Int32Array(count),
    verdict: new Uint8Array(count),
    traversable: new Uint8Array(count),
  } satisfies GraphInput;
  const old = base.input;
  let at = 0;
  for (let relation = 0; relation < base.relations.length; relation++) {
    if (gone.has(relation)) continue;
    relations[at] = base.relations[relation]!;
    input.from[at] = moved ? moved[old.from[relation]!]! : old.from[relation]!;
    input.to[at] = moved ? moved[old.to[relation]!]! : old.to[relation]!;
    input.verdict[at] = old.verdict[relation]!;
    input.traversable[at] = old.traversable[relation]!;
    at++;
  }
  for (const relation of found) {
    relations[at] = relation;
    input.from[at] = numbers.get(relation.from) ?? -1;
    input.to[at] = numbers.get(relation.to) ?? -1;
    input.verdict[at] = verdictCode(relation);
    input.traversable[at] = isTraversable(relation);
    at++;
  }
  return { entities, relations, numbers, input, graph: buildGraph(input) };
}

function entitiesAfter(
  base: Baseline,
  gone: ReadonlySet<number>,
  found: readonly Relation[],
  described: Described,
): readonly Entity[] {
  const ends = new Set(found.flatMap(({ from, to }) => [from, to]));
  const isEnd = (id: string): boolean => {
    const number = base.numbers.get(id);
    if (ends.has(id)) return true;
    return number !== undefined && [base.leaving, base.entering].some((side) => isLeft(side, number, gone));
  };
  /** What stands under an id now; null where nothing does. */
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
  if (changes.size === 0) return base.entities;
  const entities = base.entities.flatMap((entity) => {
    const change = changes.get(entity.id);
    if (change === undefined) return entity;
    // Of another kind, it belongs elsewhere in the order.
    if (change !== null && change.kind !== entity.kind) return [];
    changes.delete(entity.id);
    return change ?? [];
  });
  const added = [...changes.values()].filter((entity) => entity !== null);
  if (added.length === 0) return entities;
  return [...entities, ...added].sort(inOrder);
}

function isLeft(side: Incidence, entity: number, gone: ReadonlySet<number>): boolean {
  return relationsAt(side, entity).some((relation) => !gone.has(relation));
}
