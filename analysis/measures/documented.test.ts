import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MEASURES } from './registry.ts';

test('every measure stands in the document with a definition and a source, and no other does', () => {
  const page = readFileSync('docs/measures.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.{20,}) \| (.{5,}) \|$/gm)];
  expect(rows.map(([, id]) => id).sort()).toEqual(MEASURES.map(({ id }) => id).sort());
});
