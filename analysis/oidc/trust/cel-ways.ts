import type { ASTNode } from '@marcbachmann/cel-js';
import type { Way } from '../judgement.ts';
import { exactly, joined, MANY, type TextPattern } from '../text-pattern.ts';
import { type CelExpression, isGoogle } from './cel.ts';
import { regexPatterns } from './regex-patterns.ts';

export interface CelWays {
  readonly ways: readonly Way[];
  readonly notes: readonly string[];
}

interface Reading {
  /** Mapped attributes, by their whole name: `google.subject`, `attribute.repository`. */
  readonly mapping: ReadonlyMap<string, CelExpression>;
  readonly subjectStart: string;
  readonly notes: Set<string>;
}

const OPEN: Way = { claims: new Map() };
const MOST_WAYS = 256;

/**
 * Reads a condition as the ways in which a token can meet it: comparisons of claims with texts, joined by `&&` and `||`.
 * What it does not read narrows nothing, and is noted; so a grade is never better than the condition.
 */
export function celWays(
  condition: CelExpression | null,
  mapping: ReadonlyMap<string, CelExpression>,
  subjectStart: string,
): CelWays {
  const reading: Reading = { mapping, subjectStart, notes: new Set() };
  const ways = condition === null ? [OPEN] : waysOf(condition.ast, true, reading);
  return { ways, notes: [...reading.notes] };
}

/** The ways that end in a mapped attribute having a value, as an IAM binding asks. */
export function attributeWays(
  name: string,
  value: string,
  mapping: ReadonlyMap<string, CelExpression>,
  subjectStart: string,
): CelWays {
  const reading: Reading = { mapping, subjectStart, notes: new Set() };
  const mapped = mapping.get(name);
  if (mapped === undefined) return { ways: [], notes: [] };
  const ways = compared(mapped.ast, [exactly(value)], reading);
  return { ways, notes: [...reading.notes] };
}

/** Every pair of ways taken together. */
export function together(left: readonly Way[], right: readonly Way[]): readonly Way[] {
  const found = left.flatMap((one) =>
    right.map((other): Way => {
      const claims = new Map(one.claims);
      for (const [claim, patterns] of other.claims) {
        const known = claims.get(claim);
        claims.set(claim, known === undefined ? patterns : closer(known, patterns));
      }
      return { claims };
    }),
  );
  return found.length > MOST_WAYS ? [OPEN] : found;
}

function closer(one: readonly TextPattern[], other: readonly TextPattern[]): readonly TextPattern[] {
  const open = (patterns: readonly string[]) => patterns.join('').split(MANY).length;
  return open(other) < open(one) ? other : one;
}

function waysOf(node: ASTNode, wanted: boolean, reading: Reading): readonly Way[] {
  switch (node.op) {
    case '!_':
      return waysOf(node.args, !wanted, reading);
    case '&&':
    case '||': {
      const [left, right] = node.args.map((each) => waysOf(each, wanted, reading)) as [
        readonly Way[],
        readonly Way[],
      ];
      return (node.op === '&&') === wanted ? together(left, right) : [...left, ...right].slice(0, MOST_WAYS);
    }
    case 'value':
      if (typeof node.args === 'boolean') return node.args === wanted ? [OPEN] : [];
      break;
    case '==':
    case '!=':
      if ((node.op === '==') === wanted) return equality(node.args, reading);
      return [OPEN];
    case 'in':
      if (wanted) return membership(node.args, reading);
      return [OPEN];
    case 'rcall':
      if (wanted) return called(node.args, reading);
      return [OPEN];
    case 'call':
      return [OPEN];
  }
  reading.notes.add('A part of the condition was not read, and is taken to narrow nothing.');
  return [OPEN];
}

function equality([left, right]: readonly [ASTNode, ASTNode], reading: Reading): readonly Way[] {
  const [value, other] = left.op === 'value' ? [left, right] : [right, left];
  if (value.op !== 'value') {
    reading.notes.add('A comparison of two claims is taken to narrow nothing.');
    return [OPEN];
  }
  const { args: wanted } = value;
  if (typeof wanted === 'string') return compared(other, [exactly(wanted)], reading);
  if (typeof wanted === 'bigint' || typeof wanted === 'number') {
    const claim = claimOf(other, reading);
    if (claim === null) return [OPEN];
    reading.notes.add(`The claim ${claim} is text, so a comparison with a number never holds.`);
    return [];
  }
  return [OPEN];
}

function membership([left, right]: readonly [ASTNode, ASTNode], reading: Reading): readonly Way[] {
  if (right.op !== 'list') return [OPEN];
  const texts = right.args.flatMap((each) =>
    each.op === 'value' && typeof each.args === 'string' ? [exactly(each.args)] : [],
  );
  if (texts.length < right.args.length) return [OPEN];
  return compared(left, texts, reading);
}

function called(
  [name, receiver, [argument]]: readonly [string, ASTNode, readonly ASTNode[]],
  reading: Reading,
): readonly Way[] {
  const text = argument?.op === 'value' && typeof argument.args === 'string' ? argument.args : null;
  if (text !== null) {
    const plain = exactly(text);
    if (name === 'startsWith') return compared(receiver, [joined(plain, MANY)], reading);
    if (name === 'endsWith') return compared(receiver, [joined(MANY, plain)], reading);
    if (name === 'contains') return compared(receiver, [joined(MANY, plain, MANY)], reading);
    if (name === 'matches') {
      const patterns = regexPatterns(text);
      if (patterns !== null) return compared(receiver, patterns, reading);
      reading.notes.add(
        `The regular expression ${JSON.stringify(text)} was not read, and is taken to narrow nothing.`,
      );
      return [OPEN];
    }
  }
  reading.notes.add(`A call of ${name} was not read, and is taken to narrow nothing.`);
  return [OPEN];
}

/** A claim, or an attribute mapped from one, held against patterns. */
function compared(node: ASTNode, patterns: readonly TextPattern[], reading: Reading): readonly Way[] {
  const claim = claimOf(node, reading);
  if (claim !== null) return [{ claims: new Map([[claim, patterns]]) }];
  const extracted = extractedFrom(node, reading);
  if (extracted !== null) {
    const { claim: whole, before, after } = extracted;
    return [{ claims: new Map([[whole, patterns.map((each) => joined(before, each, after))]]) }];
  }
  reading.notes.add('A comparison with something other than a claim is taken to narrow nothing.');
  return [OPEN];
}

/** The claim that an expression is, directly or by way of a mapped attribute; null where it is something else. */
function claimOf(node: ASTNode, reading: Reading, depth = 0): string | null {
  const member = memberOf(node);
  if (member === null || depth > 8) return null;
  const [owner, name] = member;
  if (owner === 'assertion') return name;
  const mapped = reading.mapping.get(`${isGoogle(owner) ? 'google' : owner}.${name}`);
  return mapped === undefined ? null : claimOf(mapped.ast, reading, depth + 1);
}

function memberOf(node: ASTNode): readonly [string, string] | null {
  if (node.op === '.' && node.args[0].op === 'id') return [node.args[0].args, node.args[1]];
  if (node.op !== '[]' || node.args[0].op !== 'id') return null;
  const [owner, name] = node.args;
  return name.op === 'value' && typeof name.args === 'string' && owner.op === 'id'
    ? [owner.args, name.args]
    : null;
}

/** What stands around the part of a claim that is taken out of it. */
interface Extracted {
  readonly claim: string;
  readonly before: string;
  readonly after: string;
}

/** `claim.extract('before{x}after')` of a subject that begins so. */
function extractedFrom(node: ASTNode, reading: Reading, depth = 0): Extracted | null {
  const member = memberOf(node);
  if (member !== null && member[0] !== 'assertion' && depth < 8) {
    const mapped = reading.mapping.get(`${isGoogle(member[0]) ? 'google' : member[0]}.${member[1]}`);
    return mapped === undefined ? null : extractedFrom(mapped.ast, reading, depth + 1);
  }
  if (node.op !== 'rcall' || node.args[0] !== 'extract') return null;
  const [, receiver, [template]] = node.args;
  const claim = claimOf(receiver, reading);
  if (claim === null || template?.op !== 'value' || typeof template.args !== 'string') return null;
  const [before = '', after = ''] = template.args.split(/\{[^{}]*\}/);
  const start = claim === 'sub' && before.startsWith(reading.subjectStart) ? before : joined(MANY, before);
  return { claim, before: start, after: after === '' ? '' : joined(after, MANY) };
}
