import { holds, type Sequence } from './sequence.ts';

/** Places of a sequence at which a reader can stand, sorted; the place after the last item is its end. */
export type Places = readonly number[];

/** Adds the places reached without reading: over what may be left out. */
function settle(sequence: Sequence, places: Iterable<number>): Places {
  const found = new Set<number>();
  for (const start of places) {
    let place = start;
    while (!found.has(place)) {
      found.add(place);
      const item = sequence[place];
      if (item === undefined || item.times === 'one') break;
      place += 1;
    }
  }
  return [...found].sort((a, b) => a - b);
}

export function start(sequence: Sequence): Places {
  return settle(sequence, [0]);
}

export function step(sequence: Sequence, places: Places, unit: string): Places {
  const next: number[] = [];
  for (const place of places) {
    const item = sequence[place];
    if (item === undefined || !holds(item.of, unit)) continue;
    next.push(item.times === 'any' ? place : place + 1);
  }
  return settle(sequence, next);
}

export function read(sequence: Sequence, from: Places, text: string): Places {
  let places = from;
  for (let index = 0; index < text.length && places.length > 0; index += 1)
    places = step(sequence, places, text.charAt(index));
  return places;
}

export function atEnd(sequence: Sequence, places: Places): boolean {
  return places.includes(sequence.length);
}

export function matches(sequence: Sequence, text: string): boolean {
  return atEnd(sequence, read(sequence, start(sequence), text));
}
