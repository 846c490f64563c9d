import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { shareOf } from './begins-with.ts';
import { compilePolicy, evaluate } from './evaluate.ts';
import { compileGlob, globMatches } from './glob.ts';
import type { Decision } from './types.ts';

/* Of the user id of a role's session the role's id is known and the session's name is not. */

const ROLE = 'AROAX';
const NAMES = ['a', 'b', ':', 'ab', 'ba', 'bb', ':a', 'a:', 'aab', 'b:a', 'AROAX:a'];
const piece = fc.constantFrom('A', 'AROA', 'AROAX', 'AROAX:', 'AROAY:', 'X', ':', 'a', 'b', '*', '?');
const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));

it('says all or none only of patterns that take all or none of the texts', () => {
  const seen = { all: 0, none: 0, some: 0 };
  fc.assert(
    fc.property(pattern, (text) => {
      const share = shareOf(`${ROLE}:`, 'string-like', text);
      const taken = NAMES.filter((name) => globMatches(compileGlob(text), `${ROLE}:${name}`)).length;
      seen[share] += 1;
      if (share === 'all') expect(taken).toBe(NAMES.length);
      if (share === 'none') expect(taken).toBe(0);
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  operator: fc.constantFrom(
    'StringLike',
    'StringNotLike',
    'StringEquals',
    'StringNotEqualsIgnoreCase',
    'StringLikeIfExists',
  ),
  values: fc.array(pattern, { minLength: 1, maxLength: 2 }),
});

it('never allows or denies what the session of some name would be answered otherwise', () => {
  const seen: Record<Decision['verdict'], number> = { allow: 0, deny: 0, conditional: 0, unknown: 0 };
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
      const document = {
        Version: '2012-10-17',
        Statement: [
          ...statements.map(({ Effect, operator, values }) => ({
            Effect,
            Action: '*',
            Resource: '*',
            Condition: { [operator]: { 'aws:UserId': values } },
          })),
        ],
      };
      const policies = {
        identity: [compilePolicy({ document: document as Json, ref: null, name: 'policy' })],
      };
      const request = {
        principal: 'arn:aws:iam::111122223333:role/app',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::data/key',
      };
      const { verdict } = evaluate({ ...request, sessionOf: ROLE, unknownContext: true }, policies);
      seen[verdict] += 1;
      const each = NAMES.map(
        (name) => evaluate({ ...request, context: { 'aws:userid': `${ROLE}:${name}` } }, policies).verdict,
      );
      if (verdict !== 'conditional') expect(new Set(each)).toEqual(new Set([verdict]));
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.allow, seen.deny, seen.conditional)).toBeGreaterThan(50);
});

describe('a range of all addresses', () => {
  const verdict = (effect: 'Allow' | 'Deny', operator: string, ...ranges: string[]) => {
    const tested = {
      Effect: effect,
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { 'aws:SourceIp': ranges } },
    };
    const document = {
      Version: '2012-10-17',
      Statement: [tested, ...(effect === 'Deny' ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : [])],
    };
    return evaluate(
      {
        principal: 'arn:aws:iam::111122223333:user/ana',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::data/key',
        unknownContext: true,
      },
      { identity: [compilePolicy({ document: document as Json, ref: null, name: 'policy' })] },
    ).verdict;
  };

  it('is met by whoever asks, and kept out of by whoever asks from elsewhere', () => {
    expect(verdict('Allow', 'IpAddress', '0.0.0.0/0')).toBe('allow');
    expect(verdict('Allow', 'IpAddress', '203.0.113.0/24', '::/0')).toBe('allow');
    expect(verdict('Deny', 'NotIpAddress', '0.0.0.0/0')).toBe('allow');
    // There are addresses of the other kind, and requests through an endpoint.
    expect(verdict('Deny', 'IpAddress', '0.0.0.0/0')).toBe('conditional');
    expect(verdict('Allow', 'NotIpAddress', '0.0.0.0/0')).toBe('conditional');
    expect(verdict('Allow', 'IpAddress', '203.0.113.0/24')).toBe('conditional');
  });
});
