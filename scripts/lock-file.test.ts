import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<
    Record<string, { gypfile?: boolean; resolved?: string; optional?: boolean; os?: string[] }>
  >;
}
const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lock;

test('better-sqlite3 is not compiled at installation', () => {
  // Its package.json says so, but npm writes no `gypfile` into the lock and installs by the lock: without this line
  // `npm ci` needs a compiler. It has to be put back whenever npm rewrites the lock.
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});

test('the lock names no download address, so that any registry serves', () => {
  expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test('the lock has the platform packages of other systems too', () => {
  // npm prunes them when it rewrites the lock beside installed packages, and `npm ci` then refuses it elsewhere.
  const systems = new Set(Object.values(lock.packages).flatMap((entry) => entry.os ?? []));
  for (const system of ['linux', 'darwin', 'win32']) expect(systems).toContain(system);
});
