/** For a text: the numbers, ascending, of those of whose starts one begins with it, or it with one. */
export type StartsIndex = (text: string) => readonly number[];

/**
 * Finds by what something begins with. Starts stand in order of text, where those that begin alike follow each other: a
 * pass over the trusts of a large estate for each of its repositories took longer than all that is asked about them.
 */
export function startsIndex(starts: readonly (readonly string[])[]): StartsIndex {
  const numbers = new Map<string, number[]>();
  for (const [number, own] of starts.entries())
    for (const start of own) {
      const known = numbers.get(start);
      if (known) known.push(number);
      else numbers.set(start, [number]);
    }
  const sorted = [...numbers.keys()].sort();
  return (text) => {
    const found = new Set<number>();
    const take = (start: string) => {
      for (const number of numbers.get(start) ?? []) found.add(number);
    };
    for (let length = 0; length < text.length; length++) take(text.slice(0, length));
    for (let at = firstNotBelow(sorted, text); sorted[at]?.startsWith(text); at++) take(sorted[at]!);
    return [...found].sort((a, b) => a - b);
  };
}

/** Position of the first text of a sorted list that is not less than `text`. */
function firstNotBelow(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
