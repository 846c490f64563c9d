import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DRILL_KINDS } from '../../schema/case/drill-kinds.ts';
import { MINUTES_APART } from './injects.ts';

const page = readFileSync('docs/drills.md', 'utf8');

test('every kind of drill stands in the document with its footholds, and no other does', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.{10,}) \| (.{20,}) \|$/gm)];
  expect(rows.map(([, kind]) => kind).sort()).toEqual(Object.keys(DRILL_KINDS).sort());
});

test('the document says how far apart the injects are', () => {
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  expect(page).toContain(`${words[MINUTES_APART]} minutes apart`);
});
