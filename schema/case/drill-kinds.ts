/** Kinds of drill, apart from the form they are recorded in: the window reads them without the schema library. */
export const DRILL_KINDS = {
  'token-theft': 'Token theft',
  'ci-compromise': 'CI compromise',
} as const;
export type DrillKind = keyof typeof DRILL_KINDS;

/** Seconds from the start of a drill until all that the attacker held was revoked; null where some of it was not. */
export function revocationSeconds({
  steps,
}: {
  readonly steps: readonly { readonly seconds: number | null; readonly revokes: boolean }[];
}): number | null {
  const revoking = steps.filter(({ revokes }) => revokes).map(({ seconds }) => seconds);
  if (revoking.length === 0 || revoking.includes(null)) return null;
  return Math.max(...revoking.map(Number));
}

/** Whole seconds as people say them: `2 h 5 min`, `3 min 20 s`, `0 s`. */
export function durationWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}
