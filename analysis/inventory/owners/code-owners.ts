export interface CodeOwners {
  readonly owners: readonly string[];
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Who owns a path by a CODEOWNERS file: the last line whose pattern fits counts, and one without owners takes ownership
 * away (GitHub Docs, "About code owners").
 * @param path from the repository's root, without a leading slash
 */
export function codeOwnersOf(file: string, path: string): CodeOwners | null {
  let found: CodeOwners | null = null;
  file.split('\n').forEach((text, index) => {
    const [pattern, ...owners] = text
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (!pattern || !fits(pattern, path)) return;
    found = { owners, line: index + 1, text: text.trim() };
  });
  return (found as CodeOwners | null)?.owners.length === 0 ? null : found;
}

/** The patterns of .gitignore without negation and character ranges, which CODEOWNERS does not take. */
function fits(pattern: string, path: string): boolean {
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern.replace(/^\//, '').replace(/\/$/, '');
  const source = body
    .split(/(\/\*\*\/|\*\*\/|\/\*\*|\*\*|\*|\?)/)
    .map((part) => {
      switch (part) {
        case '/**/':
          return '/(?:.*/)?';
        case '**/':
          return '(?:.*/)?';
        case '/**':
          return '/.*';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  // `docs/*` owns the files of the folder, and not those below it.
  const below = /\/\*$/.test(pattern) ? '' : '(?:/.*)?';
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}${below}$`).test(path);
}
