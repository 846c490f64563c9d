import type { Random } from '../random.ts';

/** Texts that have broken readers before: of every kind, and those of policies, names and patterns. */
export const STRANGE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  '\n\nforged: line',
  '\u202Eevil\u202C',
  '\u200B\uFEFF',
  '\uD800',
  '\u{1F4A3}'.repeat(40),
  'a'.repeat(5_000),
  'A'.repeat(300_000),
  '../../../../etc/passwd',
  '/dev/zero',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("https://example.com")',
  `\${aws:username}`,
  `\${${'a'.repeat(500)}`,
  `\${`.repeat(500),
  '*',
  '**'.repeat(200),
  '*a'.repeat(60),
  '?*'.repeat(200),
  '(a+)+$',
  '[[:alpha:]',
  '\\',
  'arn:aws:iam::111122223333:role/*',
  `arn:aws:iam::*:user/\${*}`,
  'arn:'.repeat(100),
  ':::::::::',
  'NaN',
  '-0',
  '1e400',
  '9'.repeat(400),
  '0x7fffffff',
  '0.0.0.0/0',
  '::/129',
  '255.255.255.255/33',
  '9999-99-99T99:99:99.999Z',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'sha256:',
  `sha256:${'0'.repeat(64)}`,
  'SELECT * FROM sqlite_schema;',
  "'; DROP TABLE entity; --",
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  255,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  -(2 ** 53),
  1e308,
  5e-324,
  0.1,
];

/** A JSON value of some kind that is unlikely to be what the reader expects. */
export function strangeValue(random: Random): unknown {
  switch (random.int(9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(NUMBERS);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return Array.from({ length: random.pick([1, 3, 2_000]) }, () => random.pick(STRANGE_TEXTS.slice(0, 8)));
    case 6:
      return nested(random.pick([3, 60, 98, 110, 300]), random.chance(0.5));
    default:
      return random.pick(STRANGE_TEXTS);
  }
}

function nested(depth: number, lists: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = lists ? [value] : { a: value };
  return value;
}
