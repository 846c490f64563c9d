import type { TrustPath } from './contract.ts';

/**
 * The account whose administrator a path becomes before it goes on, or null. Whoever administers an account controls
 * all that is in it, so such a path says nothing that the path to the account does not say.
 */
export function controlledThrough(path: TrustPath): string | null {
  return path.hops.find((hop) => hop.kind === 'controls')?.from ?? null;
}

/** Paths that say something of their own, and what the others reach, by the account they pass. */
export function withoutControlPaths(paths: readonly TrustPath[]): {
  readonly paths: TrustPath[];
  readonly controlled: ReadonlyMap<string, readonly string[]>;
} {
  const ends = new Set(paths.map((path) => path.to));
  const kept: TrustPath[] = [];
  const controlled = new Map<string, string[]>();
  for (const path of paths) {
    const account = controlledThrough(path);
    if (account === null || !ends.has(account)) kept.push(path);
    else controlled.set(account, [...(controlled.get(account) ?? []), path.to]);
  }
  return { paths: kept, controlled };
}
