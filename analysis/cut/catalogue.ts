import { canonicalJson, type Json } from '../../schema/json.ts';
import type { EvidenceRef, ObservationId, Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import { estatesOf } from '../estates.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Derivation } from '../scenario/derivation.ts';
import { observedUse } from '../scenario/observed-use.ts';
import { dependsOnEnds, type PlaceChange, placeChange } from '../scenario/place-change.ts';
import { provenAt } from './proven-at.ts';

export interface CutStep {
  readonly change: Change;
  readonly title: string;
  readonly cost: number;
  readonly breadth: number;
}

/** What was seen in use costs as much as three statements that nobody uses. */
const USED = 3;

/** The changes that proofs offer, numbered as they are met, with what each costs and which relations it takes away. */
export interface Catalogue {
  ofRelation(relation: number): readonly number[];
  ofProof(relation: Relation): readonly number[];
  takenBy(change: number): readonly number[];
  cost(change: number): number;
  step(change: number): CutStep;
}

interface Entry {
  readonly found: PlaceChange;
  /** Where the change was met; the same change may be met at several places. */
  readonly places: EvidenceRef[];
  readonly met: Relation;
  taken: readonly number[] | undefined;
  step: CutStep | undefined;
}

/** Nothing is worked out before it is asked for: of a large estate a cut meets few of the changes that there are. */
export function createCatalogue(source: ObservationSource, base: Derivation): Catalogue {
  const estates = estatesOf(source);
  const document = remembered((id: ObservationId) => source.document(id));
  const entries: Entry[] = [];
  const numbers = new Map<string, number>();
  /** By place, the number of its change; only where it is the same for every relation. */
  const fixed = new Map<ObservationId, Map<string, number | null>>();

  const numberFor = (ref: EvidenceRef, relation: Relation): number | null => {
    const known = fixed.get(ref.observation)?.get(ref.pointer);
    if (known !== undefined) return known;
    const found = placeChange(document(ref.observation), ref, relation, estates);
    const number = found && numbered(found, ref, relation);
    if (!dependsOnEnds(ref, estates)) {
      const places = fixed.get(ref.observation) ?? new Map<string, number | null>();
      fixed.set(ref.observation, places.set(ref.pointer, number));
    }
    return number;
  };
  const numbered = (found: PlaceChange, ref: EvidenceRef, met: Relation): number => {
    const key = canonicalJson(found.change as unknown as Json);
    const known = numbers.get(key);
    if (known !== undefined) {
      const { places } = entries[known]!;
      if (!places.some((each) => each.observation === ref.observation && each.pointer === ref.pointer)) {
        places.push(ref);
        entries[known]!.taken = undefined;
      }
      return known;
    }
    const number = entries.push({ found, places: [ref], met, taken: undefined, step: undefined }) - 1;
    numbers.set(key, number);
    return number;
  };
  const ofProof = (relation: Relation): readonly number[] => {
    const found = new Set<number>();
    for (const ref of relation.proof) {
      const number = numberFor(ref, relation);
      if (number !== null) found.add(number);
    }
    return [...found];
  };
  const takenBy = (change: number): readonly number[] => {
    const entry = entries[change]!;
    entry.taken ??= [
      ...new Set(
        entry.places.flatMap((place) =>
          provenAt(place, base).filter((each) => numberFor(place, base.relations[each]!) === change),
        ),
      ),
    ];
    return entry.taken;
  };
  const step = (change: number): CutStep => {
    const entry = entries[change]!;
    if (!entry.step) {
      const { change: made, title, effort } = entry.found;
      const breadth = Math.max(1, takenBy(change).length);
      const used = observedUse([entry.met], estates).length > 0;
      entry.step = {
        change: made,
        title,
        breadth,
        cost: effort + Math.log2(breadth) / 4 + (used ? USED : 0),
      };
    }
    return entry.step;
  };
  return {
    ofProof,
    ofRelation: remembered((relation: number) => ofProof(base.relations[relation]!)),
    takenBy,
    cost: (change) => step(change).cost,
    step,
  };
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}
