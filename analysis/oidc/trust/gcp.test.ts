import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import { answer, because, GITHUB } from '../testing/one-case.ts';
import { regexPatterns } from './regex-patterns.ts';

// Cases from "Configure Workload Identity Federation with deployment pipelines" and the reference of providers.
const POOL = 'iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci';
const MAPPING = {
  'google.subject': 'assertion.sub',
  'attribute.repository': 'assertion.repository',
  'attribute.owner': 'assertion.repository_owner',
};
const TOKEN = {
  sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
  repository: 'octo-org/octo-repo',
  repository_owner: 'octo-org',
  repository_id: '7891011',
  ref: 'refs/heads/main',
  ref_type: 'branch',
};
const gcp = (attributeCondition?: string, member?: string, attributeMapping: JsonObject = MAPPING) => ({
  gcp: {
    attributeMapping,
    ...(attributeCondition === undefined ? {} : { attributeCondition }),
    ...(member === undefined ? {} : { member }),
  },
});
const of = (trust: ReturnType<typeof gcp>, claims: JsonObject = TOKEN) => answer(GITHUB, claims, trust);

describe('attribute conditions of Google Cloud', () => {
  it.each([
    [undefined, 'allow dangerous'],
    ['', 'allow dangerous'],
    ["assertion.repository_owner == 'octo-org'", 'allow dangerous'],
    ["assertion.repository == 'octo-org/octo-repo'", 'allow loose'],
    ["assertion.repository == 'octo-org/octo-repo' && assertion.ref == 'refs/heads/main'", 'allow safe'],
    ["attribute.repository == 'octo-org/octo-repo' && assertion.ref == 'refs/heads/main'", 'allow safe'],
    ["google.subject == 'repo:octo-org/octo-repo:ref:refs/heads/main'", 'allow safe'],
    ["google.subject.startsWith('repo:octo-org/octo-repo:')", 'allow loose'],
    ["assertion.sub.startsWith('repo:octo-org')", 'allow dangerous'],
    [
      "assertion.sub in ['repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org/other:environment:prod']",
      'allow safe',
    ],
    [
      "assertion.repository == 'octo-org/octo-repo' && assertion.ref == 'refs/heads/main' || assertion.repository_owner == 'friend'",
      'allow dangerous',
    ],
    [
      "assertion.repository == 'octo-org/octo-repo' && assertion.ref.matches('^refs/heads/(main|release/.*)$')",
      'allow loose',
    ],
    ["assertion.sub.matches('^repo:octo-org/octo-repo:ref:refs/heads/main$')", 'allow safe'],
    ["assertion['repository'] == 'octo-org/octo-repo' && assertion.ref != 'refs/heads/dev'", 'allow loose'],
    ["!(assertion.repository != 'octo-org/octo-repo' || assertion.ref != 'refs/heads/main')", 'allow safe'],
    ["assertion.repository == 'octo-org/other'", 'deny loose'],
    ["assertion.environment == 'prod'", 'deny dangerous'],
    ["has(assertion.environment) && assertion.environment == 'prod'", 'deny dangerous'],
    // Claims are text: the comparison is false of every token, so nothing is admitted.
    ['assertion.repository_id == 7891011', 'deny safe'],
    ["assertion.repository_id == '7891011'", 'allow loose'],
    ['assertion.repository_id > 5', 'deny dangerous'],
    ['false', 'deny safe'],
    // Neither true nor false.
    ['assertion.sub', 'deny dangerous'],
  ])('%s', (condition, expected) => {
    expect(of(gcp(condition))).toBe(expected);
  });

  it('the binding is a second gate, and narrows the grade', () => {
    const set = (rest: string) => `principalSet://${POOL}/${rest}`;
    expect(of(gcp(undefined, set('attribute.repository/octo-org/octo-repo')))).toBe('allow loose');
    expect(of(gcp(undefined, set('attribute.repository/octo-org/other')))).toBe('deny loose');
    expect(of(gcp(undefined, set('*')))).toBe('allow dangerous');
    expect(of(gcp(undefined, set('attribute.owner/octo-org')))).toBe('allow dangerous');
    expect(of(gcp(undefined, set('attribute.missing/x')))).toBe('deny safe');
    expect(of(gcp(undefined, `principal://${POOL}/subject/${TOKEN.sub}`))).toBe('allow safe');
    expect(
      of(gcp("assertion.ref == 'refs/heads/main'", set('attribute.repository/octo-org/octo-repo'))),
    ).toBe('allow safe');
    expect(of(gcp("assertion.ref == 'refs/heads/dev'", `principal://${POOL}/subject/${TOKEN.sub}`))).toBe(
      'deny safe',
    );
  });

  it('groups are bound by membership', () => {
    const trust = gcp(undefined, `principalSet://${POOL}/group/deployers`, {
      'google.subject': 'assertion.sub',
      'google.groups': 'assertion.teams',
    });
    expect(of(trust, { sub: 'x', teams: ['deployers', 'others'] })).toBe('allow dangerous');
    expect(of(trust, { sub: 'x', teams: ['others'] })).toBe('deny dangerous');
    expect(of(trust, { sub: 'x', teams: 'deployers' })).toBe('deny dangerous');
  });

  it('extracts parts of a claim as Google does', () => {
    const trust = gcp("attribute.repo == 'octo-org/octo-repo'", undefined, {
      'google.subject': 'assertion.sub',
      'attribute.repo': "assertion.sub.extract('repo:{name}:')",
    });
    expect(of(trust)).toBe('allow loose');
    expect(of(trust, { sub: 'repo:octo-org/other:pull_request' })).toBe('deny loose');
  });

  it('a claim that is mapped and missing, and a subject that is too long, end in refusal', () => {
    expect(because(GITHUB, { sub: 'x' }, gcp())).toContain('attribute.repository cannot be mapped');
    expect(
      of(gcp(undefined, undefined, { 'google.subject': 'assertion.sub' }), { sub: 'x'.repeat(128) }),
    ).toBe('deny dangerous');
  });

  it('says nothing of a regular expression that only RE2 knows', () => {
    expect(of(gcp("assertion.ref.matches('(?i)REFS/heads/main')"))).toBe('unknown dangerous');
  });

  it.each([
    ['assertion.sub ==', '/trust/gcp/attributeCondition: '],
    ["nosuch.sub == 'x'", '/trust/gcp/attributeCondition: '],
    [`assertion.sub == '${'x'.repeat(5000)}'`, 'longer than the 4,096 characters'],
  ])('refuses %s', (condition, message) => {
    expect(of(gcp(condition))).toContain(message);
  });

  it('refuses a mapping and a member that are none', () => {
    expect(of(gcp(undefined, undefined, { subject: 'assertion.sub' }))).toContain('attributeMapping/subject');
    expect(of(gcp(undefined, undefined, { 'google.subject': 'assertion.' }))).toContain('google.subject');
    expect(of(gcp(undefined, 'serviceAccount:x@example.com'))).toContain('/trust/gcp/member');
    expect(answer(GITHUB, TOKEN, { gcp: {} })).toContain('attributeMapping');
  });

  it('reads regular expressions as patterns that admit at least as much', () => {
    const shown = (source: string) =>
      regexPatterns(source)?.map((each) => each.replaceAll('\u{E000}', '*').replaceAll('\u{E001}', '?'));
    expect(shown('^a\\.b$')).toEqual(['a.b']);
    expect(shown('^refs/heads/(main|release-[0-9]+)$')).toEqual(['refs/heads/main', 'refs/heads/release-*']);
    expect(shown('main')).toEqual(['*main*']);
    expect(shown('^a|b$')).toBeUndefined();
    expect(shown('(?i)x')).toBeUndefined();
  });
});
