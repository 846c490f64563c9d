import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { partCut } from './repository-parts.ts';

const list = (held: number, totalCount: number, node: JsonObject = {}): JsonObject => ({
  totalCount,
  nodes: Array.from({ length: held }, () => node),
});
const repository = (parts: JsonObject): JsonObject => ({ nameWithOwner: 'example/shop', ...parts });

describe('a list that was cut off is told, with where', () => {
  test('branches, keys and rules', () => {
    for (const part of ['refs', 'deployKeys', 'branchProtectionRules'] as const) {
      expect(partCut(repository({ [part]: list(2, 2) }), part)).toBeNull();
      expect(partCut(repository({ [part]: list(2, 5) }), part)).toBe('example/shop: 2 of 5 were read');
    }
  });

  test('those whom a rule lets through', () => {
    for (const allowances of ['pushAllowances', 'bypassPullRequestAllowances', 'bypassForcePushAllowances']) {
      const rules = list(1, 1, { pattern: 'main', [allowances]: list(20, 31) });
      expect(partCut(repository({ branchProtectionRules: rules }), 'branchProtectionRules')).toBe(
        'example/shop: of those whom the rule for main lets through, 20 of 31 were read',
      );
    }
  });

  test('rulesets, which decide about the same branches', () => {
    const parts = repository({ branchProtectionRules: list(0, 0), rulesets: list(50, 61) });
    expect(partCut(parts, 'branchProtectionRules')).toBe('example/shop: 50 of 61 rulesets were read');
    expect(partCut({ ...parts, rulesets: list(3, 3) }, 'branchProtectionRules')).toBeNull();
  });
});
