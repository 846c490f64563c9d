/** A set of UTF-16 units: those listed, or all but those. */
export interface CharClass {
  readonly chars: string;
  readonly negated: boolean;
}

/** One place of a pattern: a character of a class, once, any number of times (also none), or at most once. */
export interface Item {
  readonly of: CharClass;
  readonly times: 'one' | 'any' | 'maybe';
}

/**
 * A language of texts without alternatives: wildcards of every kind here (AWS's, Git's, GitHub's) are runs over classes of
 * characters, so a pattern is a sequence of such places, and its automaton stands between them.
 */
export type Sequence = readonly Item[];

export const ANY_CHAR: CharClass = { chars: '', negated: true };

/** Every text, also the empty one. */
export const ANYTHING: Sequence = [{ of: ANY_CHAR, times: 'any' }];

export function literal(text: string): Sequence {
  return [...units(text)].map((chars) => ({ of: { chars, negated: false }, times: 'one' }) as const);
}

/** As `literal`, without regard to case. */
export function literalIgnoringCase(text: string): Sequence {
  return [...units(text)].map(
    (unit) =>
      ({
        of: { chars: `${unit.toLowerCase()}${unit.toUpperCase()}`, negated: false },
        times: 'one',
      }) as const,
  );
}

/** `*` and `?` over every character, as AWS's StringLike and Microsoft's `matches` read them. */
export function glob(pattern: string): Sequence {
  return [...units(pattern)].map((unit): Item => {
    if (unit === '*') return { of: ANY_CHAR, times: 'any' };
    return { of: unit === '?' ? ANY_CHAR : { chars: unit, negated: false }, times: 'one' };
  });
}

export function holds({ chars, negated }: CharClass, unit: string): boolean {
  return chars.includes(unit) !== negated;
}

/** The text as UTF-16 units, as AWS's wildcards count in the evaluator. */
function units(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => text.charAt(index));
}
