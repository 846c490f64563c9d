import { expect, test } from 'vitest';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { RULES, ruleById } from './registry.ts';

test('rules have ids of their own, by which they are found', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  for (const rule of RULES) expect(ruleById(rule.id)).toBe(rule);
  expect(ruleById('no-such-rule')).toBeNull();
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s says what it enables, how to end it and where to read more',
  (_, rule) => {
    for (const words of [rule.title, rule.enables, rule.fix]) expect(words.length).toBeGreaterThan(10);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:');
    for (const technique of rule.techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    if (RELATION_KINDS[rule.kind].traversable) expect(rule.techniques).not.toEqual([]);
  },
);
