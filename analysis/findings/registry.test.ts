import { expect, test } from 'vitest';
import { FINDING_RULES } from './registry.ts';

test('every rule of findings has an id of its own and says why, how to mend it and where to read more', () => {
  expect(new Set(FINDING_RULES.map(({ id }) => id)).size).toBe(FINDING_RULES.length);
  for (const rule of FINDING_RULES) {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(rule.why, rule.id).toMatch(/\.$/);
    expect(rule.remediation, rule.id).toMatch(/\.$/);
    expect(rule.references.length, rule.id).toBeGreaterThan(0);
    for (const reference of rule.references) expect(URL.canParse(reference), reference).toBe(true);
    for (const technique of rule.techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
  }
});
