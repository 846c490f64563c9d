import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MEASURES } from './registry.ts';

test('every measure stands in the document with its definition and a source, and no other does', () => {
  const page = readFileSync('docs/measures.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.{20,}) \| (.{5,}) \|$/gm)];
  expect(rows.map(([, id]) => id).sort()).toEqual(MEASURES.map(({ id }) => id).sort());
  const written = new Map(rows.map(([, id, definition]) => [id, definition ?? '']));
  for (const { id, definition } of MEASURES) {
    const words = definition.slice(0, -1);
    expect(written.get(id)).toContain(words.slice(0, 1).toLowerCase() + words.slice(1));
  }
});
