import type { TextPattern } from './text-pattern.ts';

/**
 * How far a trust opens, whatever token is at hand. *Safe* admits one repository (project, workspace) in contexts that its
 * owner must protect; *loose* admits more contexts than that, or a family of repositories of the owner; *dangerous* admits
 * what the owner does not control.
 */
export const GRADES = ['safe', 'loose', 'dangerous'] as const;
export type Grade = (typeof GRADES)[number];

/** Known ways to open a trust too far, each a finding of its own. */
export type Trap =
  | 'any-repository'
  | 'other-owners'
  | 'whole-owner'
  | 'family'
  | 'pull-requests'
  | 'any-context'
  | 'movable-workflow';

export interface Judgement {
  readonly grade: Grade;
  readonly because: string;
  readonly trap?: Trap;
}

/** What one way through a trust asks of the claims of a token: each must fit its pattern. */
export type Pins = ReadonlyMap<string, TextPattern>;

/** One way to be accepted: every claim named must fit one of its patterns. */
export interface Way {
  readonly claims: ReadonlyMap<string, readonly TextPattern[]>;
}

export function safe(because: string): Judgement {
  return { grade: 'safe', because };
}

export function loose(because: string, trap: Trap = 'any-context'): Judgement {
  return { grade: 'loose', because, trap };
}

export function dangerous(because: string, trap: Trap = 'any-repository'): Judgement {
  return { grade: 'dangerous', because, trap };
}

export function worse(left: Judgement, right: Judgement): Judgement {
  return GRADES.indexOf(right.grade) > GRADES.indexOf(left.grade) ? right : left;
}

/** Every way judged by itself, each judgement once. */
export function judgements(ways: readonly Way[], judge: (pins: Pins) => Judgement): readonly Judgement[] {
  const found = ways.flatMap((way) => combinations(way).map(judge));
  return [...new Map(found.map((each) => [each.because, each])).values()];
}

/** Beyond this many combinations of values, all but the subject are left out: less pinned, never more. */
const MOST_COMBINATIONS = 512;

/** Values of one claim are alternatives, so the loosest combination is the trust's grade. */
export function judgeWays(ways: readonly Way[], judge: (pins: Pins) => Judgement): Judgement {
  let worst: Judgement | null = null;
  for (const way of ways)
    for (const pins of combinations(way)) {
      const judged = judge(pins);
      worst = worst === null ? judged : worse(worst, judged);
    }
  return worst ?? safe('The trust accepts no token at all.');
}

function combinations({ claims }: Way): readonly Pins[] {
  const count = [...claims.values()].reduce((product, patterns) => product * patterns.length, 1);
  const entries = [...claims].filter(
    ([claim, patterns]) => count <= MOST_COMBINATIONS || claim === 'sub' || patterns.length === 1,
  );
  let found: (readonly (readonly [string, TextPattern])[])[] = [[]];
  for (const [claim, patterns] of entries)
    found = found.flatMap((pins) => patterns.map((pattern) => [...pins, [claim, pattern] as const]));
  return found.map((pins) => new Map(pins));
}
