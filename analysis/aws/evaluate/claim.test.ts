import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claim, relateClaims } from './claim.ts';
import { readOperator } from './condition-operator.ts';
import { prepareValue } from './policy-value.ts';

const claim = (kind: Claim['kind'], text: string, comparison: Claim['comparison'] = 'equal'): Claim => ({
  key: 'aws:x',
  singleValued: true,
  kind,
  comparison,
  text,
});

describe('claims about one value', () => {
  it.each([
    ['a range in a wider one', claim('ip', '10.1.0.0/16'), claim('ip', '10.0.0.0/8'), 'implies'],
    ['ranges apart', claim('ip', '10.0.0.0/8'), claim('ip', '192.0.2.0/24'), 'apart'],
    [
      'an address of version 6 and a range of 4',
      claim('ip', '2001:db8::1'),
      claim('ip', '0.0.0.0/0'),
      'apart',
    ],
    ['one range in two spellings', claim('ip', '10.0.0.0/8'), claim('ip', '10.9.9.9/8'), 'same'],
    ['less than less', claim('numeric', '5', 'less'), claim('numeric', '10', 'less'), 'implies'],
    [
      'at most what the other is below',
      claim('numeric', '5', 'less-or-equal'),
      claim('numeric', '5', 'less'),
      'implied',
    ],
    ['a number and a bound it keeps', claim('numeric', '5'), claim('numeric', '9', 'less'), 'implies'],
    ['a number and a bound it breaks', claim('numeric', '9'), claim('numeric', '9', 'less'), 'apart'],
    [
      'times in two notations',
      claim('time', '2026-02-01T00:00:00Z', 'less'),
      claim('time', '1769904000', 'less'),
      'same',
    ],
    [
      'a text and a pattern that takes it',
      claim('string', 'prod-1'),
      claim('string-like', 'prod-*'),
      'implies',
    ],
    ['a text and a pattern that does not', claim('string', 'dev-1'), claim('string-like', 'prod-*'), 'apart'],
    [
      'a text and itself in capitals',
      claim('string', 'Prod'),
      claim('string-ignore-case', 'prod'),
      'implies',
    ],
    [
      'a narrow and a wide pattern',
      claim('string-like', 'prod-?-*'),
      claim('string-like', 'prod-*'),
      'implies',
    ],
    ['patterns that end differently', claim('string-like', '*-eu'), claim('string-like', '*-us'), 'apart'],
    ['patterns that may meet', claim('string-like', 'a*'), claim('string-like', '*b'), 'nothing'],
    [
      'a question mark, which takes no star',
      claim('string-like', 'a*'),
      claim('string-like', 'a?'),
      'implied',
    ],
    [
      'an ARN and a pattern by components',
      claim('arn', 'arn:aws:iam::111122223333:role/app'),
      claim('arn', 'arn:*:iam::*:role/*'),
      'implies',
    ],
    ['texts and addresses', claim('string', '10.0.0.1'), claim('ip', '10.0.0.0/8'), 'nothing'],
  ])('%s', (_, one, other, wanted) => {
    const expected = {
      implies: wanted === 'implies' || wanted === 'same',
      implied: wanted === 'implied' || wanted === 'same',
      apart: wanted === 'apart',
    };
    expect(relateClaims(one, other)).toEqual(expected);
    const { implies, implied, apart } = expected;
    expect(relateClaims(other, one)).toEqual({ implies: implied, implied: implies, apart });
  });

  it('says nothing of two keys, and keeps nothing apart where there may be several values', () => {
    const one = claim('string', 'a');
    const other = claim('string', 'b');
    expect(relateClaims(one, other).apart).toBe(true);
    expect(relateClaims(one, { ...other, key: 'aws:y' }).apart).toBe(false);
    expect(relateClaims({ ...one, singleValued: false }, other).apart).toBe(false);
  });

  it('never says more than the operators do', () => {
    const text = fc.stringMatching(/^[ab*?]{0,4}$/);
    const address = fc.tuple(
      fc.constantFrom('10.0.0.', '10.0.1.'),
      fc.constantFrom(0, 1, 128),
      fc.integer({ min: 20, max: 32 }),
    );
    const range = address.map(([start, end, prefix]) => `${start}${end}/${prefix}`);
    const number = fc.integer({ min: 0, max: 4 }).map(String);
    const pairs = fc.oneof(
      pair(
        ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'],
        text,
        fc.stringMatching(/^[abA*?]{0,4}$/),
      ),
      pair(
        ['IpAddress'],
        range,
        fc.constantFrom('10.0.0.0', '10.0.0.1', '10.0.1.127', '10.0.1.128', '2001:db8::1'),
      ),
      pair(['NumericLessThan', 'NumericLessThanEquals', 'NumericEquals'], number, number),
    );
    fc.assert(
      fc.property(pairs, ([one, other, value]) => {
        const { implies, implied, apart } = relateClaims(one.claim, other.claim);
        const [left, right] = [one.holds(value), other.holds(value)];
        expect(left && implies && !right).toBe(false);
        expect(right && implied && !left).toBe(false);
        expect(left && right && apart).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

function pair(names: readonly string[], policyText: fc.Arbitrary<string>, value: fc.Arbitrary<string>) {
  const one = fc.tuple(fc.constantFrom(...names), policyText).map(([name, text]) => {
    const operator = readOperator(name)!;
    const exact = operator.family === 'string-like' && !/[*?]/.test(text);
    return {
      claim: claim(exact ? 'string' : operator.family, text, operator.comparison),
      holds: prepareValue(operator, [{ text, literal: false }])!,
    };
  });
  return fc.tuple(one, one, value);
}
