import { expect, test } from 'vitest';
import { json, planMarkdown } from './plan-markdown.ts';

test('a plan is text with its stages, documents and commands, whatever they hold', () => {
  const text = planMarkdown({
    steps: [
      {
        stage: 'repair',
        title: 'Replace the policy',
        change: { change: 'remove-entity', entity: 'x' },
        note: 'It is used.',
        owner: { name: 'platform', says: 'team=platform on x' },
        effect: {
          relations: 2,
          paths: [{ from: 'a', to: 'b' }],
          opens: [{ from: 'c', to: 'd' }],
          breaks: [{ entity: 'x', at: null, says: 'x runs.' }],
        },
        document: { name: 'own.json', before: { a: '```\n# not a heading' }, after: {} },
        commands: ['aws iam put-user-policy'],
        test: [],
        rollback: ['put it back'],
      },
    ],
  });
  expect(text).toContain('## Repair the configuration');
  expect(text).toContain('1. Replace the policy');
  expect(text).toContain('   before-own.json:\n\n   ````\n');
  expect(text).not.toContain('Test first');
  expect(text).toContain('   Before: It is used.');
  expect(text).toContain('   Ask: platform (team=platform on x)');
  expect(text).toContain('   Severs: 2 relations, and 1 way to a crown jewel');
  expect(text).toContain('   Opens: c to d');
  expect(text).toContain('   May break: x runs.');
  expect(json('name: x\n')).toBe('name: x\n');
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual(['# Plan']);
});
