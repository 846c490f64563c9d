/** Splits a line into words as a shell would: blanks separate, single and double quotes hold together. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:"([^"]*)"|'([^']*)'|(\S+))/g)) {
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return words;
}
