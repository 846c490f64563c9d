import type { Relation } from '../../schema/records.ts';
import type { Scenario } from '../../schema/scenario.ts';
import { estatesOf } from '../estates.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { editsOf } from './changes/registry.ts';
import { type Derivation, deriveInMemory } from './derivation.ts';
import { type EditedSource, editSource } from './edited-source.ts';
import { type Path, pathChanges } from './path-changes.ts';
import { type RelationChanges, relationChanges } from './relation-changes.ts';

export interface WhatIf {
  /** What the changed configuration gives. */
  readonly after: Derivation;
  readonly relations: RelationChanges;
  readonly lost: readonly Path[];
  readonly gained: readonly Path[];
  /** Ways to crown jewels that the changes leave. */
  readonly left: readonly Path[];
  readonly guards: readonly {
    readonly from: string;
    readonly to: string;
    /** A path that is there after the changes; null where the guard holds. */
    readonly broken: Path | null;
  }[];
  /** Documents as they would be, for proofs of what is gained that point into them. */
  readonly documents: EditedSource['documents'];
}

/**
 * Applies the changes of a scenario to what was observed, derives again with the same rules, and compares.
 *
 * @param before what the unchanged observations give
 * @throws TrustpathError where a change cannot be made in this snapshot, or `cancelled`
 */
export function whatIf(
  source: ObservationSource,
  before: Derivation,
  { changes, from = [] }: Scenario,
  signal?: AbortSignal,
): WhatIf {
  const edits = editsOf(changes, {
    estates: estatesOf(source),
    entity: (id) => before.entities[before.numbers.get(id) ?? -1] ?? null,
  });
  const edited = editSource(source, edits);
  const after = deriveInMemory(edited.source, signal);
  const told = { ...after, relations: after.relations.map((relation) => inOldPlaces(relation, edited)) };
  const relations = relationChanges(before.relations, told.relations);
  return {
    after: told,
    relations,
    ...pathChanges(before, told, relations, from),
    guards: changes.flatMap((change) =>
      change.change === 'guard'
        ? [{ from: change.from, to: change.to, broken: pathBetween(told, change.from, change.to) }]
        : [],
    ),
    documents: edited.documents,
  };
}

/** Proofs point into the snapshot, except at what only the scenario puts there. */
function inOldPlaces(relation: Relation, edited: EditedSource): Relation {
  if (relation.proof.every(({ observation }) => !edited.documents.has(observation))) return relation;
  return {
    ...relation,
    proof: relation.proof.map((step) => ({ ...step, ...(edited.original(step) ?? {}) })),
  };
}

function pathBetween(derivation: Derivation, from: string, to: string): Path | null {
  const { graph, numbers, relations } = derivation;
  const [start, end] = [numbers.get(from), numbers.get(to)];
  if (start === undefined || end === undefined || start === end) return null;
  return shortestPath(graph, start, end)?.map((relation) => relations[relation]!) ?? null;
}
