import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { dataFolder } from './data-folder.ts';
import { keep, readKept } from './kept-by-digest.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trustpath-kept-'));
  vi.stubEnv('TRUSTPATH_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

test('what is kept is read for the same digest, question and shape, and for no other', () => {
  keep(DIGEST, 'how many', 7);
  expect(readKept(DIGEST, 'how many', z.number())).toBe(7);
  expect(readKept(OTHER, 'how many', z.number())).toBeNull();
  expect(readKept(DIGEST, 'how few', z.number())).toBeNull();
  expect(readKept(DIGEST, 'how many', z.string())).toBeNull();
});

test('what was not used for longest goes where there is too much', () => {
  keep(DIGEST, 'first', 1);
  const folder = dataFolder('measures');
  const [first = ''] = readdirSync(folder);
  const before = new Date(Date.now() - 60_000);
  utimesSync(join(folder, first), before, before);
  for (let count = 0; count < 1_000; count++) {
    const file = join(folder, `old-${count}`);
    writeFileSync(file, '');
    // All are older than what is kept, the first of them oldest.
    const used = new Date(before.getTime() - (1_000 - count) * 1_000);
    utimesSync(file, used, used);
  }
  keep(DIGEST, 'second', 2);
  const left = new Set(readdirSync(folder));
  expect(left.size).toBe(1_000);
  expect([left.has('old-0'), left.has('old-1'), left.has('old-2')]).toEqual([false, false, true]);
  expect([readKept(DIGEST, 'first', z.number()), readKept(DIGEST, 'second', z.number())]).toEqual([1, 2]);
});

test('a folder that cannot be written costs nothing but speed', () => {
  rmSync(home, { recursive: true });
  writeFileSync(home, 'a file, no folder');
  keep(DIGEST, 'how many', 7);
  expect(readKept(DIGEST, 'how many', z.number())).toBeNull();
});
