import type { Random } from '../random.ts';
import { mutateBytes } from './bytes.ts';
import { STRANGE_TEXTS } from './strange-values.ts';

/** Pieces of YAML that expand, recurse, construct or confuse. */
const YAML_PIECES: readonly string[] = [
  'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
  'loop: &loop\n  again: *loop',
  '<<: *missing',
  '<<: {a: 1}',
  '? [complex, key]\n: value',
  '? - a\n  - b\n: c',
  '!!js/function "function(){}"',
  '!!python/object/apply:os.system ["true"]',
  '!!binary "AAAA"',
  '!!set {a, b}',
  '!<tag:example.com,2026:x> y',
  '%YAML 9.9',
  '%TAG ! tag:example.com,2026:',
  '---',
  '...',
  '--- |\n  text',
  '\t- tab',
  `${'- '.repeat(80)}x`,
  '['.repeat(300),
  '{a: '.repeat(150),
  '"unclosed',
  "'unclosed",
  'key: |9\n x',
  'key: >-\n',
  'yes: no\non: off\n~: null',
  '0644: 0o644\n1:30: .nan\n.inf: -.inf',
  '__proto__:\n  polluted: true',
  'x: "\\u0000\\x00\\U0010FFFF"',
  `\${{ ${'('.repeat(200)}`,
  `\${{ fromJSON('{}').a.b[*].c || format('{0}{1}', github, secrets.*) }}`,
  `\${{ ${'a && '.repeat(300)}b }}`,
];

/** Members of a document that need more of a parser than they have bytes, or just so much as it may take. */
const WIDE: readonly (() => string)[] = [
  () => `wide: [${'[],'.repeat(600_000)}[]]`,
  () => `wide: [${'{a: 1},'.repeat(10_000)}[]]`,
  () => `wide:\n${Array.from({ length: 20_000 }, (_, number) => `  k${number}: ${number}`).join('\n')}`,
  () => `wide: "${'\\z'.repeat(900_000)}"`,
  () => `wide: x\n${'}\n'.repeat(400_000)}`,
  () => `wide: &w [${'[],'.repeat(40_000)}[]]\nmore: [${Array(60).fill('*w').join(',')}]`,
];

/** Alters a text line by line, as a person with an editor would who means harm. */
export function mutateLines(input: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  if (random.chance(0.15)) return mutateBytes(input, random, others);
  if (random.chance(0.004)) return Buffer.concat([input, Buffer.from(`\n${random.pick(WIDE)()}\n`)]);
  const lines = input.toString('utf8').split('\n');
  for (let times = 1 + random.int(4); times > 0; times--) alterLines(lines, random, others);
  return Buffer.from(lines.join('\n'));
}

function alterLines(lines: string[], random: Random, others: readonly Buffer[]): void {
  const at = random.int(lines.length);
  const line = lines[at] ?? '';
  const indent = /^ */.exec(line)?.[0] ?? '';
  switch (random.int(10)) {
    case 0:
      lines.splice(at, 1 + random.int(4));
      if (lines.length === 0) lines.push('');
      break;
    case 1:
      lines.splice(at, 0, ...Array<string>(random.pick([1, 2, 300])).fill(line));
      break;
    case 2:
      lines[at] = ' '.repeat(random.int(12)) + line.trimStart();
      break;
    case 3: {
      const other = random.pick(others).toString('utf8').split('\n');
      const from = random.int(other.length);
      lines.splice(at, random.int(3), ...other.slice(from, from + 1 + random.int(20)));
      break;
    }
    case 4:
      lines.splice(
        at,
        random.int(2),
        ...random
          .pick(YAML_PIECES)
          .split('\n')
          .map((piece) => indent + piece),
      );
      break;
    case 5:
      lines[at] = line.replace(/(:\s*).*$/, (_all, colon: string) => colon + quoted(random));
      break;
    case 6:
      lines[at] = line.replace(/^(\s*(?:- )?)[^:]*/, (_all, before: string) => before + quoted(random));
      break;
    case 7: {
      const other = random.int(lines.length);
      lines[at] = lines[other] ?? '';
      lines[other] = line;
      break;
    }
    case 8:
      lines[at] = `${line} ${random.pick(['&x', '*x', '#', '|', '>', '!!str', '{', '[', '\r', ','])}`;
      break;
    default:
      lines[at] = line.slice(0, random.int(line.length + 1)) + random.pick(YAML_PIECES);
  }
}

function quoted(random: Random): string {
  const text = random.pick(STRANGE_TEXTS);
  return random.chance(0.5) ? JSON.stringify(text) : text;
}
