import { expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

const AREAS = [
  'schema',
  'collectors',
  'analysis',
  'evidence',
  'engine',
  'electron',
  'renderer',
  'cli',
  'sample',
  'e2e',
  'bench',
  'scripts',
  'fuzz',
];
const MOST_LINES = 400;
/** Tests are lists of cases, and read as such. */
const MOST_TEST_LINES = 800;

/** Files that may be longer, each with its reason. */
const LONGER: Readonly<Record<string, string>> = {};

function isLong({ text, isTest }: SourceFile): boolean {
  return text.split('\n').length > (isTest ? MOST_TEST_LINES : MOST_LINES);
}

test(`no file is longer than ${MOST_LINES} lines without a reason`, () => {
  const long = sourceFiles(AREAS)
    .filter((file) => isLong(file) && !Object.hasOwn(LONGER, file.path))
    .map(({ path, text }) => `${path}: ${text.split('\n').length} lines`);
  expect(long).toEqual([]);
});

test('every reason for a long file is about a file that is still long', () => {
  const files = sourceFiles(AREAS);
  const idle = Object.keys(LONGER).filter(
    (name) => !files.some((file) => file.path === name && isLong(file)),
  );
  expect(idle).toEqual([]);
});

test('the type checker is nowhere told to look away without saying why', () => {
  const away = /\bas any\b|:\s*any\s*([,;)=[|>}&]|$)|<any>|@ts-(ignore|nocheck|expect-error)/;
  const excused = /biome-ignore lint\/suspicious\/noExplicitAny: \w+ \w+/;
  const found = sourceFiles(AREAS)
    .filter(({ path }) => path !== 'scripts/hygiene.test.ts')
    .flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) =>
        away.test(line) && !excused.test(lines[index - 1] ?? '')
          ? [`${path}:${index + 1}: ${line.trim()}`]
          : [],
      );
    });
  expect(found).toEqual([]);
});

test('file names say what the file does', () => {
  const vague = /(^|[/.-])(utils?|helpers?|common|(?<!secrets-)manager|misc)([/.-]|$)/;
  const kebab = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/;
  const names = sourceFiles(AREAS).map(({ path }) => path);
  expect(names.filter((name) => vague.test(name) || !kebab.test(name.split('/').at(-1)!))).toEqual([]);
});
