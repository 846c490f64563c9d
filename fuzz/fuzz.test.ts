import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { give } from './give.ts';
import { TARGETS, targetNamed } from './registry.ts';
import { fuzz } from './supervise.ts';
import { WISHES } from './testing/faulty.ts';
import { watchGround } from './watch-ground.ts';

const work = mkdtempSync(join(tmpdir(), 'trustpath-fuzz-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const OPTIONS = {
  runs: 10_000,
  milliseconds: 200,
  guided: false,
  slowMs: 10_000,
  hungMs: 60_000,
  work,
  keep: join(work, 'faults'),
};

test('files of every kind, altered at random for a moment each, are read or refused with one message', async () => {
  // Another seed each time: what is found is kept as a fixture.
  const seed = Math.floor(Math.random() * 2 ** 20);
  const results = await fuzz({ ...OPTIONS, seed, targets: TARGETS.map(({ name }) => name) });
  expect(results.flatMap(({ target, faults }) => faults.map((one) => ({ target, seed, ...one })))).toEqual(
    [],
  );
  expect(results.filter(({ read, runs }) => read === 0 || runs === 0)).toEqual([]);
}, 120_000);

test('the harness notices whatever a reader may not do, keeps the input, and goes on', async () => {
  const [result] = await fuzz({
    ...OPTIONS,
    seed: 1,
    runs: WISHES.length,
    milliseconds: 120_000,
    slowMs: 150,
    hungMs: 12_000,
    targets: ['faulty'],
  });
  const found = Object.fromEntries((result?.faults ?? []).map(({ number, kind }) => [WISHES[number], kind]));
  expect(found).toEqual({
    // It is the unaltered seed that is refused here.
    refuse: 'internal',
    throw: 'internal',
    'throw-internal': 'internal',
    'name-nothing': 'message',
    'write-beside': 'wrote',
    'write-to-it': 'wrote',
    'write-home': 'wrote',
    'write-temporary': 'wrote',
    'write-here': 'wrote',
    'leave-half': 'wrote',
    connect: 'network',
    spin: 'hung',
    burn: 'slow',
    exit: 'died',
    hoard: 'died',
  });
  expect(result?.read).toBe(1);
  for (const { kept, number } of result?.faults ?? []) {
    expect(existsSync(`${kept}.txt`)).toBe(true);
    expect(readFileSync(kept, 'utf8').replace(/x$/, '')).toBe(WISHES[number]);
  }
}, 120_000);

const regressions = join(import.meta.dirname, 'regressions');
/** What altered inputs brought out, made as small as it goes: `TARGET--WHAT.EXTENSION`. */
test.each(readdirSync(regressions))('%s is read or refused with one message', async (name) => {
  const target = targetNamed(name.split('--')[0] ?? '');
  const ground = watchGround(mkdtempSync(join(work, 'regression-')));
  const path = join(ground.input, target.file);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(regressions, name), path);
  expect((await give(target, path, ground)).is).not.toBe('fault');
});
