import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Entity, Relation, Verdict } from '../../schema/records.ts';
import { derive } from '../derive.ts';
import { buildGraph, type GraphInput } from '../graph/build.ts';
import type { Graph } from '../graph/graph.ts';
import type { ObservationSource } from '../observations/observation-source.ts';

/** What a configuration gives, in memory. Entities and relations are numbered by their place in the lists. */
export interface Derivation {
  readonly entities: readonly Entity[];
  readonly relations: readonly Relation[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly graph: Graph;
  /** What the graph is built from. */
  readonly input: GraphInput;
}

const VERDICT_CODE: Readonly<Record<Verdict, number>> = { allow: 0, conditional: 1, unknown: 2 };

/** @throws TrustpathError `cancelled` when the signal is aborted */
export function deriveInMemory(source: ObservationSource, signal?: AbortSignal): Derivation {
  return inMemory(derive(source, signal ? { signal } : {}));
}

export function inMemory({ entities, relations }: Pick<Derivation, 'entities' | 'relations'>): Derivation {
  const numbers = numbered(entities);
  const end = (id: string) => numbers.get(id) ?? -1;
  const input: GraphInput = {
    entityCount: entities.length,
    from: Int32Array.from(relations, ({ from }) => end(from)),
    to: Int32Array.from(relations, ({ to }) => end(to)),
    verdict: Uint8Array.from(relations, verdictCode),
    traversable: Uint8Array.from(relations, isTraversable),
  };
  return { entities, relations, numbers, input, graph: buildGraph(input) };
}

export function numbered(entities: readonly Entity[]): ReadonlyMap<string, number> {
  return new Map(entities.map((entity, number) => [entity.id, number]));
}

export function verdictCode({ verdict }: Relation): number {
  return VERDICT_CODE[verdict];
}

export function isTraversable({ kind }: Relation): 0 | 1 {
  return RELATION_KINDS[kind].traversable ? 1 : 0;
}

export function crownJewels({ entities }: Derivation): readonly number[] {
  const jewels: number[] = [];
  for (let number = 0; number < entities.length; number++)
    if (entities[number]!.tier === 0) jewels.push(number);
  return jewels;
}
