import type { Entity, Relation } from '../../schema/records.ts';
import type { Scenario } from '../../schema/scenario.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import { admittedEdits, type Refusal } from './admission/admitted-edits.ts';
import type { Baseline } from './again/baseline.ts';
import { deriveAgain } from './again/derive-again.ts';
import { type Derivation, deriveInMemory } from './derivation.ts';
import { type EditedSource, editedInPlace, editSource } from './edited-source.ts';
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
  /** Changes that an admission policy of the scenario refuses, and that are not made. */
  readonly refused: readonly Refusal[];
  /** The others. */
  readonly made: Scenario['changes'];
  /** Whether only what the changes can concern was derived again. */
  readonly inPart: boolean;
  /** Documents as they would be, for proofs of what is gained that point into them. */
  readonly documents: EditedSource['documents'];
}

/**
 * Applies the changes of a scenario to what was observed, derives again with the same rules what they can concern, and
 * compares. Where it is not known what they can concern, everything is derived again.
 *
 * @param before what the unchanged observations give
 * @throws TrustpathError where a change cannot be made in this snapshot, or `cancelled`
 */
export function whatIf(before: Baseline, { changes, from = [] }: Scenario, signal?: AbortSignal): WhatIf {
  const { edits, refused } = editsIn(before, changes);
  const edited = editedInPlace(before.calls, edits);
  const again = deriveAgain(before, edited, signal);
  if (again === null) return whatIfInFull(before, { changes, from }, signal);
  const relations = relationChanges(again.gone, again.found);
  return {
    ...outcomeOf(before, again.after, relations, { changes, from }),
    refused,
    made: without(changes, refused),
    inPart: true,
    documents: edited.documents,
  };
}

/** The same by deriving everything again: what `whatIf` has to equal. */
export function whatIfInFull(
  before: Baseline,
  { changes, from = [] }: Scenario,
  signal?: AbortSignal,
): WhatIf {
  const { edits, refused } = editsIn(before, changes);
  const edited = editSource(before.source, edits);
  const after = deriveInMemory(edited.source, signal);
  const told = {
    ...after,
    relations: after.relations.map((relation) => inOldPlaces(relation, edited)),
    entities: after.entities.map((entity) => entityInOldPlace(entity, edited)),
  };
  const relations = relationChanges(before.relations, told.relations);
  return {
    ...outcomeOf(before, told, relations, { changes, from }),
    refused,
    made: without(changes, refused),
    inPart: false,
    documents: edited.documents,
  };
}

function editsIn(before: Baseline, changes: Scenario['changes']): ReturnType<typeof admittedEdits> {
  return admittedEdits(changes, {
    estates: before.estates,
    document: before.calls.document,
    entity: (id) => before.entities[before.numbers.get(id) ?? -1] ?? null,
  });
}

function without(changes: Scenario['changes'], refused: readonly Refusal[]): Scenario['changes'] {
  const numbers = new Set(refused.map(({ change }) => change));
  return changes.filter((_, index) => !numbers.has(index));
}

function outcomeOf(
  before: Derivation,
  after: Derivation,
  relations: RelationChanges,
  { changes, from }: { readonly changes: Scenario['changes']; readonly from: readonly string[] },
): Omit<WhatIf, 'inPart' | 'documents' | 'refused' | 'made'> {
  return {
    after,
    relations,
    ...pathChanges(before, after, relations, from),
    guards: changes.flatMap((change) =>
      change.change === 'guard'
        ? [{ from: change.from, to: change.to, broken: pathBetween(after, change.from, change.to) }]
        : [],
    ),
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

function entityInOldPlace(entity: Entity, edited: EditedSource): Entity {
  if (!entity.evidence || !edited.documents.has(entity.evidence.observation)) return entity;
  return { ...entity, evidence: edited.original(entity.evidence) ?? entity.evidence };
}

function pathBetween(derivation: Derivation, from: string, to: string): Path | null {
  const { graph, numbers, relations } = derivation;
  const [start, end] = [numbers.get(from), numbers.get(to)];
  if (start === undefined || end === undefined || start === end) return null;
  return shortestPath(graph, start, end)?.map((relation) => relations[relation]!) ?? null;
}
