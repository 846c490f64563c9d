import { expect, test } from 'vitest';
import { guardrailRows } from './guardrail-rows.ts';
import type { Guardrail, Template } from './guardrails-store.ts';

const template = (id: string): Template => ({
  id,
  title: `Title of ${id}`,
  why: '',
  controls: [],
});
const made = (id: string, of: string) => ({ id, template: of }) as Guardrail;

test('each template stands with what it made, or why it made none; what is said of others is left', () => {
  const templates = ['a', 'b', 'c'].map(template);
  const { rows, notes } = guardrailRows(templates, {
    guardrails: [made('a-1', 'a'), made('a-2', 'a')],
    notes: ['Title of b: nothing in this snapshot asks for it', 'Role x: could not be tried'],
  });
  expect(rows.map((row) => [row.id, row.note])).toEqual([
    ['a-1', ''],
    ['a-2', ''],
    ['b', 'nothing in this snapshot asks for it'],
    ['c', 'not made'],
  ]);
  expect(notes).toEqual(['Role x: could not be tried']);
});

test('before any is made there are the templates alone', () => {
  const { rows } = guardrailRows([template('a')], null);
  expect(rows).toMatchObject([{ id: 'a', made: null, note: '' }]);
});
