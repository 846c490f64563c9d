import type { JsonObject } from '../../schema/json.ts';

/** How often by name, up to a number of names; what comes after that is counted together. */
export interface Counted {
  name: string | null;
  count: number;
  more: Map<string, number> | null;
  others: number;
}

export function counted(): Counted {
  return { name: null, count: 0, more: null, others: 0 };
}

export function countNamed(into: Counted, most: number, name: string): void {
  into.name ??= name;
  if (into.name === name) {
    into.count++;
    return;
  }
  into.more ??= new Map();
  const known = into.more.get(name);
  if (known === undefined && into.more.size + 1 >= most) into.others++;
  else into.more.set(name, (known ?? 0) + 1);
}

/** Most frequent first; what has no name of its own comes last. */
export function countedJson({ name, count, more, others }: Counted, member: string): JsonObject[] {
  if (name === null) return [];
  const rows: (readonly [string, number])[] = [[name, count], ...(more ?? [])];
  const json = rows
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([each, own]): JsonObject => ({ [member]: each, Count: own }));
  if (others > 0) json.push({ [member]: null, Count: others });
  return json;
}
