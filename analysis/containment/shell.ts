/** Text as one word of a POSIX shell, whatever it holds. Line ends and other control characters are shown as `?`. */
export function shellWord(text: string): string {
  // A name from a snapshot is a stranger's text: a line end in it would begin a second command when pasted.
  const printable = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(printable)) return printable;
  return `'${printable.replaceAll("'", "'\\''")}'`;
}

/** A command line: the first words as they are, then `--name value` for each option. */
export function commandLine(
  words: string,
  options: readonly (readonly [name: string, value: string])[] = [],
): string {
  const parts = options.map(([name, value]) =>
    // A value that begins with a hyphen would be read as an option of its own.
    value.startsWith('-') ? `--${name}=${shellWord(value)}` : `--${name} ${shellWord(value)}`,
  );
  return [words, ...parts].join(' ');
}
