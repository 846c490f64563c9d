import { shareOf } from './begins-with.ts';
import type { Claim } from './claim.ts';
import type { CompiledStatement, Test, TestValue } from './compiled.ts';
import { compare } from './condition-operator.ts';
import { conditionWords } from './condition-words.ts';
import { type Atom, and, anyOf, atom, type Formula, not, or } from './formula.ts';
import { prepareValue } from './policy-value.ts';
import { resolveTemplate } from './policy-variable.ts';
import { type KeyFact, keyFact, type RequestFacts, type TimeBound, variableValue } from './request-facts.ts';

/** Whether all of a statement's conditions hold. */
export function conditionsHold(statement: CompiledStatement, facts: RequestFacts): Formula {
  let held: Formula = true;
  for (const test of statement.tests) {
    held = and(held, testHolds(test, facts, statement.effect));
    if (held === false) return false;
  }
  return held;
}

/**
 * One operator on one key (IAM User Guide, "Condition operators" and "Single-valued vs. multivalued context keys").
 * A missing key makes a positive operator false and a negated one true; `IfExists` and `ForAllValues` true, `ForAnyValue`
 * false.
 */
function testHolds(test: Test, facts: RequestFacts, effect: 'Allow' | 'Deny'): Formula {
  const { operator } = test;
  const fact = keyFact(facts, test.lowerKey, test.key);
  if (operator.family === 'null') return nullHolds(test, fact);
  if (fact.present === false) {
    if (operator.ifExists || operator.quantifier === 'all') return true;
    return operator.quantifier === 'none' && operator.negated && !hasUnresolvable(test, facts);
  }
  const held =
    fact.values === null ? unknownHolds(test, facts, fact, effect) : knownHolds(test, facts, fact.values);
  return operator.ifExists && fact.present !== true ? or(not(fact.present), held) : held;
}

function nullHolds(test: Test, fact: KeyFact): Formula {
  let held: Formula = false;
  for (const value of test.values) held = or(held, value.text === 'true' ? not(fact.present) : fact.present);
  return held;
}

function knownHolds(test: Test, facts: RequestFacts, values: readonly string[]): Formula {
  const { operator } = test;
  if (operator.quantifier === 'none') {
    let some: Formula = false;
    for (const value of values) {
      some = or(some, matchesAny(test, facts, value));
      if (some === true) break;
    }
    if (!operator.negated) return some;
    return hasUnresolvable(test, facts) ? false : not(some);
  }
  // An empty text counts as an empty set for the set operators.
  const members = values.filter((value) => value !== '');
  let held: Formula = operator.quantifier === 'all';
  for (const value of members) {
    const one = matchesAny(test, facts, value);
    const wanted = operator.negated ? not(one) : one;
    held = operator.quantifier === 'all' ? and(held, wanted) : or(held, wanted);
  }
  return held;
}

function matchesAny(test: Test, facts: RequestFacts, value: string): Formula {
  let found: Formula = false;
  for (const wanted of test.values) {
    found = or(found, matchesOne(test, facts, wanted, value));
    if (found === true) return true;
  }
  return found;
}

function matchesOne(test: Test, facts: RequestFacts, wanted: TestValue, value: string): Formula {
  if (wanted.matches !== null) return wanted.matches(value);
  if (wanted.template === null) return false;
  const resolved = resolveTemplate(wanted.template, (key) => variableValue(facts, key));
  if (resolved === 'missing') return false;
  if (!('unknown' in resolved)) return prepareValue(test.operator, resolved.parts)?.(value) ?? false;
  return atom({
    id: `variable|${test.operator.family}|${value}|${wanted.text}`,
    holds: `${wanted.text} is ${JSON.stringify(value)}`,
    fails: `${wanted.text} is not ${JSON.stringify(value)}`,
  });
}

/** "An attempt to match it fails and causes the statement to be invalid": a negated test on such a value is no match. */
function hasUnresolvable(test: Test, facts: RequestFacts): boolean {
  for (const { template } of test.values) {
    if (template !== null && resolveTemplate(template, (key) => variableValue(facts, key)) === 'missing')
      return true;
  }
  return false;
}

/**
 * A key whose value is not known. Each value of the policy is an unknown of its own ("some value of the key matches it",
 * which implies that the key is present), so that the same question in two statements has one answer.
 */
function unknownHolds(test: Test, facts: RequestFacts, fact: KeyFact, effect: 'Allow' | 'Deny'): Formula {
  const { operator } = test;
  if (fact.time !== undefined && operator.comparison !== 'equal')
    return and(fact.present, timeHolds(test, fact.time, effect));
  const setNegation = operator.quantifier !== 'none' && operator.negated !== (operator.quantifier === 'all');
  if (setNegation) {
    // ForAnyValue with a negated operator, or (negated) ForAllValues with a positive one: some value matches none.
    const other = someOther(test, fact);
    return operator.quantifier === 'all' ? not(other) : other;
  }
  if (operator.quantifier === 'none' && fromAnywhere(test) && (effect === 'Allow') !== operator.negated)
    return !operator.negated;
  const some = anyOf(test.values.map((wanted) => someMatches(test, facts, fact, wanted)));
  return operator.negated ? not(some) : some;
}

/** All addresses of one kind: whoever asks can ask from one of them, as from the internet. */
function fromAnywhere({ operator, lowerKey, values }: Test): boolean {
  return (
    operator.family === 'ip' && lowerKey === 'aws:sourceip' && values.some(({ text }) => text.endsWith('/0'))
  );
}

const MATCHES_ALL = '*';

function someMatches(test: Test, facts: RequestFacts, fact: KeyFact, wanted: TestValue): Formula {
  const { family, comparison } = test.operator;
  if (family === 'string-like' && wanted.text === MATCHES_ALL) return fact.present;
  const share =
    fact.begins !== undefined && wanted.template === null
      ? shareOf(fact.begins, family, wanted.text)
      : 'some';
  if (share !== 'some') return share === 'all' && fact.present;
  if (fact.never?.some((id) => wanted.text === id || wanted.text.startsWith(`${id}/`))) return false;
  let text = wanted.text;
  let kind: Claim['kind'] = family;
  if (wanted.template !== null) {
    const resolved = resolveTemplate(wanted.template, (key) => variableValue(facts, key));
    if (resolved === 'missing') return false;
    if (!('unknown' in resolved)) text = resolved.parts.map((part) => part.text).join('');
  } else if (family === 'string-like' && !/[*?]/.test(text)) kind = 'string';
  if (family === 'bool') {
    const isTrue = atom(valueAtom(test, 'bool', 'true', 'equal'));
    return text.toLowerCase() === 'true' ? isTrue : and(fact.present, not(isTrue));
  }
  // Of a number: at least is not less. Keys compared as numbers have one value.
  if (comparison === 'greater-or-equal')
    return and(fact.present, not(atom(valueAtom(test, kind, text, 'less'))));
  if (comparison === 'greater')
    return and(fact.present, not(atom(valueAtom(test, kind, text, 'less-or-equal'))));
  return atom(valueAtom(test, kind, text, comparison));
}

function valueAtom(
  test: Test,
  kind: Claim['kind'],
  text: string,
  comparison: Test['operator']['comparison'],
): Atom {
  const words = conditionWords(test, [text], comparison);
  const key = test.lowerKey;
  // Numbers, dates and addresses are compared one with one; what a policy variable holds is no pattern.
  const singleValued = isSingleValued(key) || kind === 'numeric' || kind === 'date' || kind === 'time';
  return {
    id: `${kind}|${comparison}|${test.lowerKey}|${text}`,
    ...words,
    implies: `present|${test.lowerKey}`,
    ...(test.hasVariables ? {} : { claim: { key, singleValued, kind, comparison, text } }),
    ...(kind === 'string' && isSingleValued(test.lowerKey) ? { exclusive: `value|${test.lowerKey}` } : {}),
  };
}

function someOther(test: Test, fact: KeyFact): Formula {
  if (test.values.some((value) => value.text === MATCHES_ALL && test.operator.family === 'string-like'))
    return false;
  const texts = test.values.map((value) => value.text).sort();
  if (texts.length === 0) return fact.present;
  const words = conditionWords(test, texts, 'equal', true);
  return atom({
    id: `other|${test.operator.family}|${test.lowerKey}|${JSON.stringify(texts)}`,
    ...words,
    implies: `present|${test.lowerKey}`,
    ...(test.hasVariables ? {} : { others: { key: test.lowerKey, family: test.operator.family, texts } }),
  });
}

const MULTIVALUED: ReadonlySet<string> = new Set([
  'aws:tagkeys',
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:principalservicenameslist',
]);

/** Global keys say how many values they have; a service's own key may have several. */
function isSingleValued(key: string): boolean {
  return key === 'sts:externalid' || (key.startsWith('aws:') && !MULTIVALUED.has(key));
}

/**
 * A time that only moves forward. Who makes the request chooses when, so what is reachable by waiting or by taking fresh
 * credentials holds for an Allow; for a Deny it is a way around, and stays a condition.
 */
function timeHolds(test: Test, bound: TimeBound, effect: 'Allow' | 'Deny'): Formula {
  let held: Formula = false;
  for (const value of test.values) {
    if (value.number === null) continue;
    const at = test.operator.family === 'date' ? value.number : value.number * 1000;
    held = or(held, timeComparison(test, value, at, bound, effect));
  }
  return held;
}

function timeComparison(
  test: Test,
  value: TestValue,
  at: number,
  bound: TimeBound,
  effect: 'Allow' | 'Deny',
): Formula {
  const { comparison } = test.operator;
  const before = comparison === 'less' || comparison === 'less-or-equal';
  if (before && !compare(comparison, bound.earliest, at)) return false;
  if (!before) {
    if (compare(comparison, bound.earliest, at)) return true;
    if (effect === 'Allow' && at <= bound.reachable) return true;
    if (bound.earliest === bound.reachable && at <= bound.reachable) return true;
  }
  const opposite = {
    less: 'less',
    'less-or-equal': 'less-or-equal',
    greater: 'less-or-equal',
    'greater-or-equal': 'less',
    equal: 'equal',
  } as const;
  const earlier = atom(valueAtom(test, 'time', value.text, opposite[comparison]));
  return before ? earlier : not(earlier);
}
