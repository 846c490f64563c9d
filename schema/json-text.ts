/** `line 3, column 14` of an offset, both from 1. */
export function place(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (;;) {
    const next = text.indexOf('\n', start);
    if (next < 0 || next >= offset) break;
    line++;
    start = next + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}
