import type { AnswerFile, Scan, UnusedFile } from './scan.ts';

/** The files of one account, to become one source. */
export interface AccountFiles {
  readonly account: string | null;
  readonly answers: readonly AnswerFile[];
  readonly unused: readonly UnusedFile[];
}

/**
 * Sorts the files of a folder by the account they are of. Most answers do not say; they are of the one account that the
 * nearest folder with any says. Where that is not one, a file is not used.
 */
export function byAccount(scan: Scan): readonly AccountFiles[] {
  const accounts = new Set(scan.answers.flatMap((file) => file.account ?? []));
  const [first] = accounts;
  if (accounts.size < 2) return [{ account: first ?? null, answers: scan.answers, unused: scan.unused }];
  const answers = new Map<string, AnswerFile[]>([...accounts].map((account) => [account, []]));
  const unused = new Map<string, UnusedFile[]>([...accounts].map((account) => [account, []]));
  const byFolder = accountsByFolder(scan.answers);
  const fallback = first as string;
  for (const file of scan.answers) {
    const account = file.account ?? nearest(file.path, byFolder);
    if (account !== null) answers.get(account)?.push(file);
    else
      unused.get(fallback)?.push({
        path: file.path,
        region: file.region,
        status: 'unsupported',
        operation: file.operation,
        reason: `/: which of the accounts ${[...accounts].join(', ')} it is of cannot be told`,
      });
  }
  for (const file of scan.unused) unused.get(nearest(file.path, byFolder) ?? fallback)?.push(file);
  return [...accounts].map((account) => ({
    account,
    answers: answers.get(account) ?? [],
    unused: unused.get(account) ?? [],
  }));
}

function accountsByFolder(files: readonly AnswerFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, account } of files) {
    if (account === null) continue;
    for (const folder of foldersOf(path)) {
      const accounts = found.get(folder) ?? new Set();
      found.set(folder, accounts.add(account));
    }
  }
  return found;
}

function nearest(path: string, byFolder: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  for (const folder of foldersOf(path)) {
    const accounts = byFolder.get(folder);
    if (accounts === undefined) continue;
    const [only] = accounts;
    return accounts.size === 1 && only !== undefined ? only : null;
  }
  return null;
}

/** The folders a file is in, the innermost first; the imported one is ''. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, index) =>
    parts.slice(0, parts.length - index).join('/'),
  );
}
