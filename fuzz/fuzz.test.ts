import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TARGETS } from './registry.ts';
import { fuzz } from './supervise.ts';

const work = mkdtempSync(join(tmpdir(), 'trustpath-fuzz-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const OPTIONS = {
  runs: 10_000,
  milliseconds: 500,
  guided: false,
  slowMs: 10_000,
  hungMs: 30_000,
  work,
  keep: join(work, 'faults'),
};

test('files of every kind, altered at random for half a second each, are read or refused with one message', async () => {
  // Another seed each time: what is found is kept as a fixture.
  const seed = Math.floor(Math.random() * 2 ** 20);
  const results = await fuzz({ ...OPTIONS, seed, targets: TARGETS.map(({ name }) => name) });
  expect(results.flatMap(({ target, faults }) => faults.map((one) => ({ target, seed, ...one })))).toEqual(
    [],
  );
  expect(results.every(({ read }) => read > 0)).toBe(true);
}, 120_000);
