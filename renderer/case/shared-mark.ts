import type { Marks } from './case-store.ts';

/** In place of a value where entities differ. */
export const MIXED: unique symbol = Symbol('mixed');

/** What several entities are marked with alike; undefined where none is marked. */
export function sharedMark<N extends keyof Marks, T = NonNullable<Marks[N]>>(
  marks: readonly Marks[],
  name: N,
  shown: (value: NonNullable<Marks[N]>) => T = (value) => value as unknown as T,
): T | typeof MIXED | undefined {
  const values = marks.map((each) => {
    const value = each[name];
    return value === undefined ? undefined : shown(value as NonNullable<Marks[N]>);
  });
  return values.every((value) => value === values[0]) ? values[0] : MIXED;
}

/** Tags as typed, after those that stay, each once. */
export function tagsFrom(text: string, before: readonly string[]): string[] {
  const typed = text
    .split(',')
    .map((tag) => tag.trim().slice(0, 128))
    .filter((tag) => tag !== '');
  return [...new Set([...before, ...typed])].slice(0, 64);
}
