import type { EvidenceRef, ObservationId } from '../../schema/records.ts';
import type { Derivation } from '../scenario/derivation.ts';

type ByPointer = ReadonlyMap<string, readonly number[]>;

interface Index {
  readonly byObservation: ReadonlyMap<ObservationId, readonly number[]>;
  readonly byPlace: Map<ObservationId, ByPointer>;
}

const known = new WeakMap<Derivation, Index>();

/**
 * The relations (by number) that a place of the evidence proves. All places of a hundred thousand entities are millions,
 * and few are ever asked for: relations are kept by observation, and looked through by place where one is asked for.
 */
export function provenAt({ observation, pointer }: EvidenceRef, base: Derivation): readonly number[] {
  let index = known.get(base);
  if (!index) {
    index = { byObservation: provenBy(base), byPlace: new Map() };
    known.set(base, index);
  }
  let places = index.byPlace.get(observation);
  if (!places) {
    places = placesOf(observation, index.byObservation.get(observation) ?? [], base);
    index.byPlace.set(observation, places);
  }
  return places.get(pointer) ?? [];
}

/** Relation numbers, ascending, by the observations that their proofs point into. */
function provenBy({ relations }: Derivation): Index['byObservation'] {
  const found = new Map<ObservationId, number[]>();
  for (let relation = 0; relation < relations.length; relation++)
    for (const { observation } of relations[relation]!.proof) {
      const own = found.get(observation);
      if (!own) found.set(observation, [relation]);
      else if (own.at(-1) !== relation) own.push(relation);
    }
  return found;
}

function placesOf(observation: ObservationId, relations: readonly number[], base: Derivation): ByPointer {
  const found = new Map<string, number[]>();
  for (const relation of relations)
    for (const step of base.relations[relation]!.proof) {
      if (step.observation !== observation) continue;
      const own = found.get(step.pointer);
      if (!own) found.set(step.pointer, [relation]);
      else if (own.at(-1) !== relation) own.push(relation);
    }
  return found;
}
