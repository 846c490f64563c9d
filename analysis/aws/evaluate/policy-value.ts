import { arnSegments } from './arn.ts';
import { compare, type Operator } from './condition-operator.ts';
import { compileGlob, compileGlobParts, type Glob, type GlobPart, globMatches } from './glob.ts';
import { rangeHolds, readIpRange } from './ip-range.ts';
import { readPolicyDate } from './policy-date.ts';

/** Says whether one value of the request matches. */
export type Matcher = (value: string) => boolean;

const NEVER: Matcher = () => false;

/**
 * Prepares one value of a condition for comparison. `parts` is the value with its policy variables replaced.
 * Returns null for a value that the operator cannot take (a number that is none, a date that is none).
 */
export function prepareValue(operator: Operator, parts: readonly GlobPart[]): Matcher | null {
  const text = parts.map((part) => part.text).join('');
  switch (operator.family) {
    case 'string':
      return (value) => value === text;
    case 'string-ignore-case': {
      const lower = text.toLowerCase();
      return (value) => value.toLowerCase() === lower;
    }
    case 'string-like': {
      const glob = compileGlobParts(parts);
      return (value) => globMatches(glob, value);
    }
    case 'arn':
      return prepareArn(parts);
    case 'bool': {
      const wanted = text.toLowerCase();
      return (value) => value.toLowerCase() === wanted;
    }
    case 'null':
      return NEVER;
    case 'binary': {
      const wanted = readBase64(text);
      return wanted === null ? null : (value) => readBase64(value)?.equals(wanted) ?? false;
    }
    case 'ip': {
      const range = readIpRange(text);
      if (range === null) return null;
      return (value) => {
        const other = readIpRange(value);
        return other !== null && rangeHolds(range, other);
      };
    }
    case 'numeric':
      return prepareNumber(operator, readNumber(text), readNumber);
    case 'date':
      return prepareNumber(operator, readPolicyDate(text), readPolicyDate);
  }
}

export function readNumber(text: string): number | null {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
}

/** Each of the six components of an ARN is compared by itself, so that a `*` does not run over a colon. */
function prepareArn(parts: readonly GlobPart[]): Matcher {
  const globs = segmentGlobs(parts);
  if (globs === null) return NEVER;
  return (value) => {
    const segments = arnSegments(value);
    return segments !== null && globs.every((glob, index) => globMatches(glob, segments[index]!));
  };
}

function segmentGlobs(parts: readonly GlobPart[]): readonly Glob[] | null {
  const text = parts.map((part) => part.text).join('');
  if (text === '*') return Array.from({ length: 6 }, () => compileGlob('*'));
  if (arnSegments(text) === null) return null;
  const segments: GlobPart[][] = [[]];
  for (const part of parts) {
    let rest = part.text;
    while (segments.length < 6 && rest.includes(':')) {
      segments.at(-1)!.push({ text: rest.slice(0, rest.indexOf(':')), literal: part.literal });
      segments.push([]);
      rest = rest.slice(rest.indexOf(':') + 1);
    }
    segments.at(-1)!.push({ text: rest, literal: part.literal });
  }
  return segments.map(compileGlobParts);
}

function prepareNumber(
  operator: Operator,
  wanted: number | null,
  read: (text: string) => number | null,
): Matcher | null {
  if (wanted === null) return null;
  return (value) => {
    const number = read(value);
    return number !== null && compare(operator.comparison, number, wanted);
  };
}

function readBase64(text: string): Buffer | null {
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) return null;
  return Buffer.from(compact, 'base64');
}
