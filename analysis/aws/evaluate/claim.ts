import type { Comparison, Family } from './condition-operator.ts';
import { compare, readOperator } from './condition-operator.ts';
import { compileGlob, globMatches } from './glob.ts';
import { rangeHolds, readIpRange } from './ip-range.ts';
import { readPolicyDate } from './policy-date.ts';
import { prepareValue, readNumber } from './policy-value.ts';

/** What an atom says of a key's value, kept beside it so that two atoms about one key can be held against each other. */
export interface Claim {
  /** Lower case. */
  readonly key: string;
  /** False where the key may have several values: then each claim is met by one of them. */
  readonly singleValued: boolean;
  /** `time` for the keys that only move forward, whether compared as dates or as numbers. */
  readonly kind: Family | 'time';
  readonly comparison: Comparison;
  readonly text: string;
}

/** How the values that meet two claims about one key relate. */
export interface ClaimRelation {
  /** Whatever meets the first meets the second. */
  readonly implies: boolean;
  readonly implied: boolean;
  /** No value meets both. */
  readonly apart: boolean;
}

const UNRELATED: ClaimRelation = { implies: false, implied: false, apart: false };

/**
 * Relates two claims as far as that is plain: ranges of addresses, bounds of numbers and times, texts and patterns. What
 * it does not see it leaves unrelated, so that an answer may stay open but is never wrong.
 */
export function relateClaims(one: Claim, other: Claim): ClaimRelation {
  if (one.key !== other.key) return UNRELATED;
  const found = relateValues(one, other);
  return one.singleValued ? found : { ...found, apart: false };
}

function relateValues(one: Claim, other: Claim): ClaimRelation {
  if (one.kind === 'ip' && other.kind === 'ip') return relateRanges(one.text, other.text);
  if (isOrdered(one) && one.kind === other.kind) return relateBounds(one, other);
  if (isText(one) && isText(other)) return relateTexts(one, other);
  return UNRELATED;
}

function relateRanges(left: string, right: string): ClaimRelation {
  const [one, other] = [readIpRange(left), readIpRange(right)];
  if (one === null || other === null) return UNRELATED;
  const implies = rangeHolds(other, one);
  const implied = rangeHolds(one, other);
  // Ranges in CIDR form lie within each other or apart.
  return { implies, implied, apart: !implies && !implied };
}

function isOrdered({ kind }: Claim): boolean {
  return kind === 'numeric' || kind === 'date' || kind === 'time';
}

function relateBounds(one: Claim, other: Claim): ClaimRelation {
  const left = orderedValue(one);
  const right = orderedValue(other);
  if (left === null || right === null) return UNRELATED;
  const implies = below(one.comparison, left, other.comparison, right);
  const implied = below(other.comparison, right, one.comparison, left);
  const point = one.comparison === 'equal' || other.comparison === 'equal';
  return { implies, implied, apart: point && !implies && !implied };
}

function orderedValue({ kind, text }: Claim): number | null {
  return kind === 'numeric' ? readNumber(text) : readPolicyDate(text);
}

/** Whether every number that compares so with `left` compares so with `right`. */
function below(one: Comparison, left: number, other: Comparison, right: number): boolean {
  if (one === 'equal') return compare(other, left, right);
  if (other === 'equal') return false;
  return one === 'less-or-equal' && other === 'less' ? left < right : left <= right;
}

function isText({ kind }: Claim): boolean {
  return kind === 'string' || kind === 'string-ignore-case' || kind === 'string-like' || kind === 'arn';
}

const WILDCARD = /[*?]/;

function relateTexts(one: Claim, other: Claim): ClaimRelation {
  if (isOneText(one) || isOneText(other)) {
    const implies = isOneText(one) && takes(other, one.text);
    const implied = isOneText(other) && takes(one, other.text);
    return { implies, implied, apart: !implies && !implied };
  }
  if (one.kind === 'string-ignore-case' || other.kind === 'string-ignore-case') return UNRELATED;
  return {
    implies: takesPattern(other, one),
    implied: takesPattern(one, other),
    apart: differ(one.text, other.text),
  };
}

function isOneText({ kind, text }: Claim): boolean {
  return kind === 'string' || (kind === 'arn' && !WILDCARD.test(text));
}

const OPERATORS = {
  string: readOperator('StringEquals')!,
  'string-ignore-case': readOperator('StringEqualsIgnoreCase')!,
  'string-like': readOperator('StringLike')!,
  arn: readOperator('ArnLike')!,
};

function takes({ kind, text: pattern }: Claim, text: string): boolean {
  const operator = OPERATORS[kind as keyof typeof OPERATORS];
  return prepareValue(operator, [{ text: pattern, literal: false }])?.(text) ?? false;
}

/** A star of the wider pattern takes what stands in the narrower one, wildcards and all; a `?` of it might not. */
function takesPattern(wider: Claim, narrower: Claim): boolean {
  if (wider.kind !== 'string-like' || narrower.kind !== 'string-like') return false;
  return !wider.text.includes('?') && globMatches(compileGlob(wider.text), narrower.text);
}

/** Patterns that begin or end differently have no text in common. */
function differ(left: string, right: string): boolean {
  const first = (text: string) => text.slice(0, text.search(WILDCARD));
  const last = (text: string) => text.slice(Math.max(text.lastIndexOf('*'), text.lastIndexOf('?')) + 1);
  const [a, b] = [first(left), first(right)];
  const [y, z] = [last(left), last(right)];
  return !(a.startsWith(b) || b.startsWith(a)) || !(y.endsWith(z) || z.endsWith(y));
}
