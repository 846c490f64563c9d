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
