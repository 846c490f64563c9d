/** Entries by id, up to a number of them, and how often one was asked for that is not among these. */
export interface Bounded<T> {
  readonly entries: Map<string, T>;
  lost: number;
}

export function bounded<T>(): Bounded<T> {
  return { entries: new Map(), lost: 0 };
}

/** The entry, made where it is new; null where there are `most` others. */
export function entryOf<T>(into: Bounded<T>, most: number, id: string, make: () => T): T | null {
  const found = into.entries.get(id);
  if (found !== undefined) return found;
  if (into.entries.size >= most) {
    into.lost++;
    return null;
  }
  const entry = make();
  into.entries.set(id, entry);
  return entry;
}

/** What did not fit, in words, of several kinds of entries; nothing of those that all did. */
export function lostWords(
  ...kinds: readonly (readonly [lost: number, words: (lost: number) => string])[]
): readonly string[] {
  return kinds.filter(([lost]) => lost > 0).map(([lost, words]) => words(lost));
}
