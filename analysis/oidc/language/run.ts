import { holds, type Sequence } from './sequence.ts';

/** Places of a sequence at which a reader can stand, sorted; the place after the last item is its end. */
export type Places = readonly number[];

/** Adds the places reached without reading: over what may be left out. */
function settle(sequence: Sequence, places: Iterable<number>): Places {
  const found: number[] = [];
  for (const start of places) {
    let place = start;
    while (!found.includes(place)) {
      found.push(place);
      const item = sequence[place];
      if (item === undefined || item.times === 'one') break;
      place += 1;
    }
  }
  return found.sort((a, b) => a - b);
}

/** As `settle` for one place alone; nearly all that is read stands at one place of a literal at a time. */
function settleOne(sequence: Sequence, place: number): Places {
  const item = sequence[place];
  return item === undefined || item.times === 'one' ? [place] : settle(sequence, [place]);
}

export function start(sequence: Sequence): Places {
  return settleOne(sequence, 0);
}

export function step(sequence: Sequence, places: Places, unit: string): Places {
  if (places.length === 1) {
    const place = places[0]!;
    const item = sequence[place];
    if (item === undefined || !holds(item.of, unit)) return [];
    return settleOne(sequence, item.times === 'any' ? place : place + 1);
  }
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
