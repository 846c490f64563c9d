import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built engine has no sources beside it: the build puts their digest in the place of this name. */
declare const TRUSTPATH_CODE_DIGEST: string | undefined;

const ROOT = join(import.meta.dirname, '..');
/** Everything that what is counted of a snapshot can depend on. A test follows the imports. */
const COUNTING = ['analysis', 'engine', 'schema'];

let known: string | undefined;

/**
 * The digest of the code that counts. What was counted by other code, be it one line of another rule, is not read again:
 * nobody has to remember to say that something is counted otherwise.
 */
export function codeDigest(): string {
  known ??= typeof TRUSTPATH_CODE_DIGEST === 'string' ? TRUSTPATH_CODE_DIGEST : digestOfCounting();
  return known;
}

/** The same from the sources, and from the exact versions of the packages that they use. */
export function digestOfCounting(): string {
  return digestOfSources(ROOT, COUNTING, ['package.json']);
}

/** The SHA-256, in hex, of the TypeScript files below some folders but for tests, and of some other files: names and texts. */
export function digestOfSources(
  root: string,
  folders: readonly string[],
  others: readonly string[] = [],
): string {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1)),
  );
  const hash = createHash('sha256');
  for (const path of [...sources, ...others].sort()) {
    const text = readFileSync(join(root, path));
    hash.update(`${path.replaceAll('\\', '/')}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}
