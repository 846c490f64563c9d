import type { Random } from '../random.ts';
import { mutateBytes } from './bytes.ts';
import { STRANGE_TEXTS, strangeValue } from './strange-values.ts';

type Container = Record<string, unknown> | unknown[];

interface Place {
  readonly holder: Container;
  readonly key: string | number;
}

/** Alters the values of a JSON text and writes it again; now and then its bytes, so that it is JSON no more. */
export function mutateJson(input: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  if (random.chance(0.2)) return mutateBytes(input, random, others);
  const value = parsed(input);
  if (value === undefined) return mutateBytes(input, random, others);
  const root = { root: value };
  alterValues(
    root,
    random,
    others.flatMap((other) => parsed(other) ?? []),
  );
  const text = write(root.root);
  if (random.chance(0.1)) return Buffer.from(doubledMember(text, random));
  if (random.chance(0.01)) return Buffer.from(widened(text, random));
  return Buffer.from(random.chance(0.05) ? deepened(text, random) : text);
}

/** One value of the text replaced by more of them than may be held, or by many that may. */
function widened(text: string, random: Random): string {
  const piece = random.pick(['[],', '{},', '0,', '{"a":{}},']);
  return replaced(text, random, () => `[${piece.repeat(random.pick([1_000, 50_000, 4_100_000]))}0]`);
}

/** One value of the text replaced by one that is nested deeper than any stack, or just so that it fits. */
export function deepened(text: string, random: Random): string {
  const depth = random.pick([90, 200, 1_000, 9_000, 100_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return replaced(text, random, (value) => open.repeat(depth) + value + close.repeat(depth));
}

function replaced(text: string, random: Random, by: (value: string) => string): string {
  const values = [...text.matchAll(/(?<=[:,[]\s*)(?:"[^"]*"|-?\d+|true|false|null)(?=\s*[,}\]])/g)];
  if (values.length === 0) return text;
  const { index, 0: value } = random.pick(values);
  return text.slice(0, index) + by(value) + text.slice(index + value.length);
}

/** One to four changes somewhere below `root`, which must be an object or a list. */
export function alterValues(root: Container, random: Random, parts: readonly unknown[]): void {
  for (let times = 1 + random.int(4); times > 0; times--) {
    const places = placesOf(root);
    if (places.length === 0) return;
    alter(random.pick(places), random, parts);
  }
}

function parsed(input: Buffer): unknown {
  try {
    return JSON.parse(input.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function placesOf(root: Container): Place[] {
  const places: Place[] = [];
  const open: Container[] = [root];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    const keys = Array.isArray(holder) ? holder.keys() : Object.keys(holder);
    for (const key of keys) {
      places.push({ holder, key });
      const value = (holder as Record<string | number, unknown>)[key];
      if (typeof value === 'object' && value !== null) open.push(value as Container);
    }
    // An altered document may be large; what is altered next need not be looked for everywhere.
    if (places.length > 20_000) break;
  }
  return places;
}

function alter({ holder, key }: Place, random: Random, parts: readonly unknown[]): void {
  const map = holder as Record<string | number, unknown>;
  const value = map[key];
  const kind = random.int(10);
  if (kind === 0) {
    if (Array.isArray(holder)) holder.splice(key as number, 1);
    else delete map[key];
  } else if (kind === 1 && Array.isArray(holder)) {
    const times = random.pick([1, 2, 50, 1_000]);
    for (let n = 0; n < times; n++) holder.push(value);
  } else if (kind === 2 && !Array.isArray(holder)) {
    Object.defineProperty(map, random.pick(STRANGE_TEXTS), {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else if (kind === 3) map[key] = [value];
  else if (kind === 4) map[key] = { [String(key)]: value };
  else if (kind === 5 && typeof value === 'string') map[key] = alteredText(value, random);
  else if (kind === 6 && parts.length > 0) {
    const part = random.pick(parts);
    if (typeof part === 'object' && part !== null) {
      const from = placesOf(part as Container);
      if (from.length > 0) {
        const place = random.pick(from);
        map[key] = structuredClone((place.holder as Record<string | number, unknown>)[place.key]);
      }
    }
  } else map[key] = strangeValue(random);
}

function alteredText(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  switch (random.int(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + random.pick(STRANGE_TEXTS) + text.slice(at);
    case 2:
      return text.toUpperCase();
    case 3:
      return text.repeat(random.pick([2, 40]));
    default:
      return (
        text.slice(0, at) + random.pick(['*', '?', '${', '}', ':', '/', '"', '\n', '\0']) + text.slice(at)
      );
  }
}

/** JSON.stringify recurses, and what is written here may be nested deeper than the stack is. */
function write(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '['.repeat(20_000);
  }
}

/** The same member twice in an object, which a parser may read as either. */
function doubledMember(text: string, random: Random): string {
  const at = text.indexOf('{', random.int(Math.max(1, text.length)));
  return at < 0
    ? text
    : `${text.slice(0, at + 1)}"${random.pick(['kind', 'Statement', '__proto__', 'a'])}":1,${text.slice(at + 1)}`;
}
