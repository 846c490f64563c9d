import { expect, test } from 'vitest';
import { planMarkdown } from './plan-markdown.ts';

test('a plan is text with its stages, documents and commands, whatever they hold', () => {
  const text = planMarkdown({
    steps: [
      {
        stage: 'repair',
        title: 'Replace the policy',
        change: { change: 'remove-entity', entity: 'x' },
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
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual(['# Plan']);
});
