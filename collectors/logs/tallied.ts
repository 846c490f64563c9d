import type { JsonObject } from '../../schema/json.ts';

/** How often, how often in vain, and when first and last, in whole seconds since 1970: small numbers take no room of their own. */
export interface Span {
  count: number;
  errors: number;
  first: number;
  last: number;
}

export function spanOf(seconds: number): Span {
  return { count: 0, errors: 0, first: seconds, last: seconds };
}

export function note(span: Span, seconds: number, failed: boolean): void {
  span.count++;
  if (failed) span.errors++;
  if (seconds < span.first) span.first = seconds;
  if (seconds > span.last) span.last = seconds;
}

/**
 * Spans by name, up to a number of names; what comes after that is counted together. There are many of these, so spans
 * are rows of four numbers in one array: count, errors, first, last.
 */
export interface Tallied {
  readonly rows: Map<string, number>;
  spans: Int32Array;
  others: number;
}

const WIDTH = 4;

export function tallied(): Tallied {
  return { rows: new Map(), spans: new Int32Array(WIDTH), others: 0 };
}

export function noteNamed(into: Tallied, most: number, name: string, seconds: number, failed: boolean): void {
  const { rows } = into;
  let row = rows.get(name);
  if (row === undefined) {
    if (rows.size >= most) {
      into.others++;
      return;
    }
    row = rows.size;
    rows.set(name, row);
    if ((row + 1) * WIDTH > into.spans.length) {
      const grown = new Int32Array(into.spans.length * 2);
      grown.set(into.spans);
      into.spans = grown;
    }
    into.spans[row * WIDTH + 2] = seconds;
    into.spans[row * WIDTH + 3] = seconds;
  }
  const { spans } = into;
  const at = row * WIDTH;
  spans[at] = (spans[at] as number) + 1;
  if (failed) spans[at + 1] = (spans[at + 1] as number) + 1;
  if (seconds < (spans[at + 2] as number)) spans[at + 2] = seconds;
  if (seconds > (spans[at + 3] as number)) spans[at + 3] = seconds;
}

export function spanJson({ count, errors, first, last }: Span): JsonObject {
  return {
    Count: count,
    ...(errors > 0 ? { Errors: errors } : {}),
    First: timeText(first),
    Last: timeText(last),
  };
}

/** Most frequent first; what has no name of its own comes last. */
export function talliedJson({ rows, spans, others }: Tallied, member: string): JsonObject[] {
  const at = (row: number, column: number) => spans[row * WIDTH + column] ?? 0;
  const json = [...rows]
    .sort(([a, one], [b, other]) => at(other, 0) - at(one, 0) || (a < b ? -1 : 1))
    .map(
      ([name, row]): JsonObject => ({
        [member]: name,
        ...spanJson({ count: at(row, 0), errors: at(row, 1), first: at(row, 2), last: at(row, 3) }),
      }),
    );
  if (others > 0) json.push({ [member]: null, Count: others });
  return json;
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
