import { describe, expect, it } from 'vitest';
import type { Finding } from '../../schema/contract.ts';
import { counts, filtered, NO_FILTER, rulesIn } from './filter-findings.ts';
import { asJson, asMarkdown, asText } from './finding-text.ts';

const finding = (part: Partial<Finding>): Finding => ({
  id: 'aws-role-trusts-anyone:open',
  rule: 'aws-role-trusts-anyone',
  title: 'Role open can be assumed by anyone',
  severity: 'critical',
  confidence: 'high',
  entity: 'arn:aws:iam::111122223333:role/open',
  techniques: ['T1199'],
  proof: [{ observation: `sha256:${'a1'.repeat(32)}`, pointer: '/Statement/0', says: 'It admits anyone.' }],
  remediation: 'Name who needs it.',
  conditions: [],
  attributes: {},
  ...part,
});
const list = [
  finding({}),
  finding({
    id: '2',
    rule: 'aws-key-old',
    title: 'A key is old',
    severity: 'low',
    entity: 'AKIA222222222EXAMPL2',
  }),
  finding({ id: '3', rule: 'aws-key-old', title: 'Another key is old', severity: 'medium' }),
];

describe('a list of findings', () => {
  it('is narrowed by severity and worse, rule, and every word of a text', () => {
    const ids = (filter: Partial<typeof NO_FILTER>) =>
      filtered(list, { ...NO_FILTER, ...filter }).map(({ id }) => id);
    expect(ids({})).toEqual([list[0]?.id, '2', '3']);
    expect(ids({ severity: 'medium' })).toEqual([list[0]?.id, '3']);
    expect(ids({ rule: 'aws-key-old' })).toEqual(['2', '3']);
    expect(ids({ text: 'KEY akia' })).toEqual(['2']);
    expect(ids({ text: 'key nowhere' })).toEqual([]);
  });

  it('is counted by severity and by rule', () => {
    expect(counts(list)).toEqual([
      ['critical', 1],
      ['medium', 1],
      ['low', 1],
    ]);
    expect(rulesIn(list)).toEqual([
      ['aws-key-old', 2],
      ['aws-role-trusts-anyone', 1],
    ]);
  });
});

describe('a finding that is copied', () => {
  it('says what, of whom, why and how to mend it', () => {
    const text = asText(finding({ conditions: ['an external id is given'] }));
    for (const part of [
      'CRITICAL: Role open',
      'role/open',
      'It admits anyone.',
      '#/Statement/0',
      'Only if: an external id',
      'To mend it: Name',
    ])
      expect(text).toContain(part);
    expect(JSON.parse(asJson(finding({})))).toEqual(finding({}));
  });

  it('keeps names from outside as text in Markdown, hidden characters shown', () => {
    const text = asMarkdown(finding({ title: 'Role [x](http://example.com) ‮', entity: 'a`b' }));
    expect(text).toContain('Role \\[x\\](http://example.com)');
    expect(text).not.toContain('‮');
    expect(text).toContain('- Entity: ``a`b``');
  });
});
