import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../schema/json.ts';
import { evaluateOidcCases, type OidcAnswer } from './cases.ts';
import type { Grade } from './judgement.ts';

const VECTORS = fileURLToPath(new URL('../../../shared/data/oidc/github-aws.vectors.json', import.meta.url));

interface Comparison {
  readonly consumer: 'aws-stringequals' | 'aws-stringlike' | 'aws-all';
  readonly claim: string;
  readonly pattern: string | readonly string[];
  readonly of?: readonly Comparison[];
}

interface Vector {
  readonly id: string;
  readonly subject: string;
  readonly claims?: Readonly<Record<string, string>>;
  readonly condition: Comparison;
  readonly expect: 'match' | 'no-match';
  readonly judgment?: { readonly grade: 'safe' | 'caution' | 'dangerous' };
}

const GRADES: Readonly<Record<string, Grade>> = { safe: 'safe', caution: 'loose', dangerous: 'dangerous' };
const HOST = 'token.actions.githubusercontent.com';
const OPERATORS = { 'aws-stringequals': 'StringEquals', 'aws-stringlike': 'StringLike' } as const;

/**
 * Grades that cannot agree. The grade judges the trust, whatever the token, and one and the same trust,
 * `repo:octo-org/octo-repo:*`, is graded "caution" by two vectors with a branch's subject and "dangerous" by these two with
 * a pull request's. Pull requests of one repository are what "loose" stands for.
 */
const OTHERWISE: Readonly<Record<string, Grade>> = {
  'gh-aws-pull-request-subject': 'loose',
  'gh-aws-all-aws-branch-wildcard-example': 'loose',
};

/**
 * Vectors that judge one condition and take it for granted that the policy pins the subject besides: alone, an audience or
 * the name of an environment admits every repository on GitHub. They are judged with the subject that they presume.
 */
const NEEDS_SUBJECT = new Set([
  'gh-aws-aud-pinned-official-action',
  'gh-aws-aud-default-owner-url-rejected',
  'gh-aws-environment-key-absent-claim-rejected',
]);

function caseOf(vector: Vector, withSubject: boolean): Json {
  const comparisons = [
    ...(vector.condition.of ?? [vector.condition]),
    ...(withSubject
      ? [{ consumer: 'aws-stringequals', claim: 'sub', pattern: vector.subject } as const]
      : []),
  ];
  const condition: Record<string, Record<string, Json>> = {};
  for (const { consumer, claim, pattern } of comparisons) {
    const operator = OPERATORS[consumer as keyof typeof OPERATORS];
    condition[operator] ??= {};
    condition[operator][`${HOST}:${claim}`] = pattern as Json;
  }
  return {
    id: vector.id,
    issuer: `https://${HOST}`,
    claims: vector.claims ?? { sub: vector.subject },
    trust: {
      aws: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: condition,
          },
        ],
      },
    },
  };
}

function answerOf(vector: Vector, withSubject: boolean): Extract<OidcAnswer, { verdict: string }> {
  const [answer] = evaluateOidcCases([caseOf(vector, withSubject)]);
  if (answer === undefined || 'error' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

const found = existsSync(VECTORS);
if (!found) console.warn(`skipped: the conformance vectors are not there (${VECTORS})`);
const vectors: readonly Vector[] = found ? JSON.parse(readFileSync(VECTORS, 'utf8')).vectors : [];

describe.skipIf(!found)('the conformance vectors of GitHub tokens against AWS conditions', () => {
  it('are the 32 that are known', () => {
    expect(vectors).toHaveLength(32);
    expect(vectors.filter(({ id }) => NEEDS_SUBJECT.has(id) || id in OTHERWISE)).toHaveLength(5);
  });

  it.each(vectors)('$id matches as documented, alone and with what it presumes', (vector) => {
    const verdict = vector.expect === 'match' ? 'allow' : 'deny';
    expect(answerOf(vector, false).verdict).toBe(verdict);
    if (NEEDS_SUBJECT.has(vector.id)) expect(answerOf(vector, true).verdict).toBe(verdict);
  });

  it.each(vectors.filter(({ judgment }) => judgment !== undefined))(
    '$id is graded as documented',
    (vector) => {
      const documented = GRADES[vector.judgment?.grade ?? ''];
      const { grade, because } = answerOf(vector, NEEDS_SUBJECT.has(vector.id));
      expect(grade, because.join(' ')).toBe(OTHERWISE[vector.id] ?? documented);
    },
  );

  it('an audience or an environment alone admits every repository on GitHub', () => {
    for (const vector of vectors.filter(({ id }) => NEEDS_SUBJECT.has(id)))
      expect(answerOf(vector, false).grade).toBe('dangerous');
  });
});
