import { statementsFor } from '../../aws/evaluate/compile-policy.ts';
import type { CompiledPolicy, CompiledStatement, Test } from '../../aws/evaluate/compiled.ts';
import type { Issuer } from '../issuers/issuer.ts';
import type { Way } from '../judgement.ts';
import { exactly, like, MANY, type TextPattern } from '../text-pattern.ts';

export const WEB_IDENTITY = 'sts:assumerolewithwebidentity';

/** Claims that every token has, so that a set operator over them is no gap. */
const ALWAYS: ReadonlySet<string> = new Set(['sub', 'aud']);

/** Claims of which AWS makes condition keys for every issuer ("Available keys for AWS OIDC federation"). */
export const COMMON_CLAIMS: readonly string[] = ['sub', 'aud', 'oaud', 'amr', 'email'];

export interface AwsWays {
  readonly ways: readonly Way[];
  readonly notes: readonly string[];
}

/** The ways through a trust policy's statements for tokens of one provider: `host` is the issuer's URL without its scheme. */
export function awsWays(policy: CompiledPolicy, host: string, issuer: Issuer): AwsWays {
  const prefix = `${host.toLowerCase()}:`;
  const known = new Set([...COMMON_CLAIMS, ...issuer.awsClaims]);
  const notes: string[] = [];
  const { allow, deny } = statementsFor(policy, WEB_IDENTITY);
  const narrowing = deny.flatMap((statement) => narrowedBy(statement, prefix));
  const ways = allow
    .filter((statement) => admits(statement, host))
    .flatMap((statement) => wayOf(statement, prefix, known, notes))
    .map((way) => narrow(way, narrowing));
  return { ways, notes: [...new Set(notes)] };
}

function admits({ principal }: CompiledStatement, host: string): boolean {
  if (principal === null) return false;
  if (principal.everyone || principal.not) return true;
  return [...principal.federated].some((provider) => provider.endsWith(`:oidc-provider/${host}`));
}

function wayOf(
  statement: CompiledStatement,
  prefix: string,
  known: ReadonlySet<string>,
  notes: string[],
): readonly Way[] {
  const claims = new Map<string, readonly TextPattern[]>();
  for (const test of statement.tests) {
    if (!test.lowerKey.startsWith(prefix)) continue;
    const claim = test.lowerKey.slice(prefix.length);
    const { operator } = test;
    const optional = operator.ifExists || operator.quantifier === 'all';
    if (!known.has(claim)) {
      if (optional)
        notes.push(`${test.key} is no key that AWS knows, so ${operator.name} on it always holds.`);
      else if (!operator.negated && operator.family !== 'null') return [];
      continue;
    }
    if (operator.negated || operator.family === 'null') continue;
    if (optional && !ALWAYS.has(claim)) {
      notes.push(`${operator.name} on ${test.key} also holds for tokens that lack the claim.`);
      continue;
    }
    const patterns = patternsOf(test);
    if (patterns !== null) claims.set(claim, both(claims.get(claim), patterns));
  }
  return [{ claims }];
}

/** Two conditions on one claim: the one with fewer wildcards is the closer pin. */
function both(
  known: readonly TextPattern[] | undefined,
  other: readonly TextPattern[],
): readonly TextPattern[] {
  if (known === undefined) return other;
  const open = (patterns: readonly string[]) => patterns.join('').split(MANY).length;
  return open(other) < open(known) ? other : known;
}

function patternsOf({ operator, values }: Test): readonly TextPattern[] | null {
  if (operator.family === 'string-like') return values.map(({ text }) => like(text));
  if (operator.family === 'string')
    return values.map(({ text, template }) => (template === null ? exactly(text) : like('*')));
  // The words that a subject is made of are lower case, whatever the policy writes.
  if (operator.family === 'string-ignore-case')
    return values.map(({ text, template }) => (template === null ? exactly(text.toLowerCase()) : like('*')));
  return null;
}

/** A denial of everything that does not fit: what an `Allow` with the pattern would say. */
function narrowedBy(
  statement: CompiledStatement,
  prefix: string,
): readonly (readonly [string, readonly TextPattern[]])[] {
  const [test, ...others] = statement.tests;
  if (
    test === undefined ||
    others.length > 0 ||
    !test.operator.negated ||
    test.operator.quantifier !== 'none'
  )
    return [];
  const claim = test.lowerKey.startsWith(prefix) ? test.lowerKey.slice(prefix.length) : null;
  const patterns = patternsOf(test);
  return claim === null || patterns === null ? [] : [[claim, patterns]];
}

function narrow(way: Way, narrowing: readonly (readonly [string, readonly TextPattern[]])[]): Way {
  if (narrowing.length === 0) return way;
  const claims = new Map(way.claims);
  for (const [claim, patterns] of narrowing) claims.set(claim, both(claims.get(claim), patterns));
  return { claims };
}
