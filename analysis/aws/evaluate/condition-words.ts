import type { Test } from './compiled.ts';
import type { Comparison } from './condition-operator.ts';
import type { Atom } from './formula.ts';

/** A test that holds and one that does not, in words; see the same members of an atom. */
export type ConditionWords = Pick<Atom, 'holds' | 'fails' | 'lead'>;

/**
 * What a test asks of the request, in words, and its opposite. Short: one sentence part, the key in brackets where the
 * words do not carry it.
 */
export function conditionWords(
  test: Test,
  values: readonly string[],
  comparison: Comparison,
  other = false,
): ConditionWords {
  const { key } = test;
  const list = values.map((value) => JSON.stringify(value)).join(' or ');
  if (other)
    return {
      holds: `${key} has a value other than ${list}`,
      fails: `${key} has no value other than ${list}`,
    };
  const value = values[0] ?? '';
  switch (test.lowerKey) {
    case 'aws:sourceip':
      return {
        holds: `request comes from ${value} (${key})`,
        fails: `request does not come from ${value} (${key})`,
      };
    case 'aws:multifactorauthpresent':
      return {
        holds: `MFA is ${value === 'true' ? 'present' : 'absent'} (${key} is ${value})`,
        fails: `MFA is ${value === 'true' ? 'not present' : 'present'} (${key} is not ${value})`,
      };
    case 'sts:externalid':
      return {
        holds: `the external id is ${list} (${key})`,
        fails: `the external id is not ${list} (${key})`,
      };
    case 'aws:currenttime':
    case 'aws:epochtime':
      return timeWords('', value, key, comparison);
    case 'aws:tokenissuetime':
      return timeWords('credentials were issued ', value, key, comparison);
    default:
      return plainWords(test, value, list, comparison);
  }
}

function timeWords(subject: string, value: string, key: string, comparison: Comparison) {
  if (comparison === 'less' || comparison === 'less-or-equal') {
    return subject === ''
      ? { holds: `until ${value} (${key})`, fails: `after ${value} (${key})` }
      : { holds: `${subject}before ${value} (${key})`, fails: `${subject}after ${value} (${key})` };
  }
  return { holds: `${subject}at ${value} (${key})`, fails: `${subject}not at ${value} (${key})` };
}

function plainWords(test: Test, value: string, list: string, comparison: Comparison): ConditionWords {
  const { key } = test;
  const { family } = test.operator;
  if (comparison === 'less')
    return { holds: `${key} is less than ${value}`, fails: `${key} is at least ${value}` };
  if (comparison === 'less-or-equal')
    return { holds: `${key} is at most ${value}`, fails: `${key} is more than ${value}` };
  if (family === 'bool') return { holds: `${key} is ${value}`, fails: `${key} is not ${value}` };
  const verb = family === 'string-like' || family === 'arn' ? 'like ' : '';
  const holds = `${key} is ${verb}`.trim();
  const fails = `${key} is not ${verb}`.trim();
  return { holds: `${holds} ${list}`, fails: `${fails} ${list}`, lead: { holds, fails, value: list } };
}
