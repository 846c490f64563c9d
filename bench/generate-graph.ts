import type { GraphInput } from '../analysis/graph/build.ts';
import { numberByInDegree } from '../analysis/graph/number-by-in-degree.ts';

export interface GraphSize {
  readonly entities: number;
  readonly relations: number;
}

/** A pseudo-random source that gives the same numbers for the same seed everywhere (mulberry32): 0 to under 1. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How unevenly relations fall: rank × uniform^skew gives in-degrees a power law of exponent about 2.5. */
const END_SKEW = 3;
/** Starts are spread more evenly: a few groups and administrators lead to thousands. */
const START_SKEW = 2;
const ALLOW = 0.85;
const CONDITIONAL = 0.1;

/**
 * An estate's shape without its names: degrees by power law, nearly everything in one giant component (every entity
 * has a relation from a random other), verdicts mostly `allow`. Entities are numbered by in-degree, as sealing does.
 */
export function generateGraph({ entities, relations }: GraphSize, seed = 1): GraphInput {
  const random = seeded(seed);
  const from = new Int32Array(relations);
  const to = new Int32Array(relations);
  const verdict = new Uint8Array(relations);
  const startRanks = shuffled(entities, random);
  const endRanks = shuffled(entities, random);
  for (let relation = 0; relation < relations; relation++) {
    from[relation] = startRanks[Math.floor(entities * random() ** START_SKEW)]!;
    to[relation] = relation < entities ? relation : endRanks[Math.floor(entities * random() ** END_SKEW)]!;
    const draw = random();
    verdict[relation] = draw < ALLOW ? 0 : draw < ALLOW + CONDITIONAL ? 1 : 2;
  }
  const numbers = numberByInDegree(
    Array.from({ length: entities }, (_, entity) => `entity-${entity}`),
    from,
    to,
  );
  return {
    entityCount: entities,
    from: from.map((entity) => numbers[entity]!),
    to: to.map((entity) => numbers[entity]!),
    verdict,
    traversable: new Uint8Array(relations).fill(1),
  };
}

function shuffled(count: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
