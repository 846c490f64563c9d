/** Whether a pattern of `*` and `?` matches a whole text: slow and obvious. */
export function globMatches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*') {
    for (let taken = 0; taken <= text.length; taken++) if (globMatches(rest, text.slice(taken))) return true;
    return false;
  }
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && globMatches(rest, text.slice(1));
}
