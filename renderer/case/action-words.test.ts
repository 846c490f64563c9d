import { expect, test } from 'vitest';
import { actionWords } from './action-words.ts';

const ROLE = 'arn:aws:iam::111122223333:role/api';

test('an action says what was done to what', () => {
  expect(actionWords({ do: 'mark', entity: ROLE, mark: 'crown-jewel', value: true })).toBe(
    `${ROLE}: crown jewel`,
  );
  expect(actionWords({ do: 'mark', entity: ROLE, mark: 'owner', value: null })).toBe(
    `${ROLE}: owner not marked`,
  );
  expect(actionWords({ do: 'mark', entity: ROLE, mark: 'crown-jewel', value: false })).toContain(
    'no crown jewel',
  );
  const marks = ['a', 'b'].map((entity) => ({ entity, mark: 'tier' as const, value: 1 as const }));
  expect(actionWords({ do: 'mark-all', marks })).toBe('2 entities: tier 1, Data and keys');
  expect(actionWords({ do: 'write-note', text: `one\n${'x'.repeat(200)}` })).toHaveLength(67);
});
