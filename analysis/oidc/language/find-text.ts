import { atEnd, type Places, read, start, step } from './run.ts';
import type { Sequence } from './sequence.ts';

/**
 * What is asked of one text: that `before + text + after` is, or is not, of one of the languages. Both sides are literal,
 * so a condition on a whole claim becomes one on the part of it that is free.
 */
export interface Demand {
  readonly languages: readonly Sequence[];
  readonly wanted: boolean;
  readonly before: string;
  readonly after: string;
}

export type Found =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  /** Gave up: the demands are too intertwined. */
  | { readonly kind: 'unsettled' };

const NONE: Found = { kind: 'none' };
/** Sets of places looked at before giving up; honest patterns need a few hundred. */
const MOST_STATES = 20_000;

/**
 * The shortest text that meets all demands, or that there is none: the languages are run side by side, over every
 * character that one of them names and one that none does, which stands for all others. Exact unless it gives up.
 */
export function findText(demands: readonly Demand[]): Found {
  const runs = demands.flatMap((demand, index) =>
    demand.languages.map((sequence) => ({
      sequence,
      demand: index,
      after: demand.after,
      places: read(sequence, start(sequence), demand.before),
    })),
  );
  const first = runs.map(({ places }) => places);
  // Most patterns are of other repositories, and end before the free part begins.
  if (hopeless(first)) return NONE;
  const alphabet = alphabetOf(demands);
  const queue: { readonly places: readonly Places[]; readonly text: string }[] = [
    { places: first, text: '' },
  ];
  const seen = new Set<string>([keyOf(first)]);
  for (let at = 0; at < queue.length; at += 1) {
    const { places, text } = queue[at] as (typeof queue)[number];
    if (fulfilled(places)) return { kind: 'text', text };
    for (const unit of alphabet) {
      const next = places.map((each, index) =>
        each.length === 0 ? each : step((runs[index] as (typeof runs)[number]).sequence, each, unit),
      );
      if (hopeless(next)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      if (seen.size >= MOST_STATES) return { kind: 'unsettled' };
      seen.add(key);
      queue.push({ places: next, text: text + unit });
    }
  }
  return NONE;

  function fulfilled(places: readonly Places[]): boolean {
    const met = new Set<number>();
    for (const [index, run] of runs.entries()) {
      if (met.has(run.demand)) continue;
      if (atEnd(run.sequence, read(run.sequence, places[index] as Places, run.after))) met.add(run.demand);
    }
    return demands.every(({ wanted }, index) => met.has(index) === wanted);
  }

  /** A demand that no language can meet any more cannot be met at all. */
  function hopeless(places: readonly Places[]): boolean {
    const alive = new Set<number>();
    for (const [index, run] of runs.entries())
      if ((places[index] as Places).length > 0) alive.add(run.demand);
    return demands.some(({ wanted }, index) => wanted && !alive.has(index));
  }
}

function keyOf(places: readonly Places[]): string {
  return places.map((each) => each.join('.')).join('|');
}

/** Readable letters first, so that an example reads well. */
const STAND_INS = 'xyzabcdefghijklmnopqrstuvwABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';

function alphabetOf(demands: readonly Demand[]): readonly string[] {
  const named = new Set<string>();
  for (const { languages, after, before } of demands) {
    for (const sequence of languages)
      for (const { of } of sequence) for (const unit of of.chars) named.add(unit);
    for (const unit of before + after) named.add(unit);
  }
  const other =
    [...STAND_INS].find((each) => !named.has(each)) ??
    Array.from({ length: 0x1000 }, (_, index) => String.fromCharCode(0x4e00 + index)).find(
      (each) => !named.has(each),
    );
  return other === undefined ? [...named] : [other, ...named];
}
