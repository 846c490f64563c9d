import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallBundle } from '../evidence/testing/small-bundle.ts';
import { BUNDLE_LIMITS, verifyInChild } from '../evidence/verify/verify-in-child.ts';
import { writeBundle } from '../evidence/write-bundle.ts';
import { writeStrangeZip } from '../fuzz/mutate/zip.ts';
import type { CheckLimits, StartCheck } from '../schema/check-process.ts';
import { checkEntry } from './check-entries.ts';
import { createEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-strange-bundle-'));
const good = join(folder, 'good');
beforeAll(async () => {
  await writeBundle((await smallBundle()).files, good);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A real checking process that the test knows, with other limits where they are given. */
function watched(limits: Partial<CheckLimits> = {}) {
  const children: ChildProcess[] = [];
  const entries: string[] = [];
  const start: StartCheck = (entry, execArgv) => {
    entries.push(basename(entry));
    const child = fork(entry, [], { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    children.push(child);
    return {
      send(job) {
        const given = job as { limits: CheckLimits };
        child.send({ ...given, limits: { ...given.limits, ...limits } });
      },
      on: (event: string, listener: unknown) => child.on(event, listener as (...said: unknown[]) => void),
      kill: (signal) => child.kill(signal),
    };
  };
  return { start, children, entries };
}

/** A copy of the good bundle in which a file holds something else. */
function altered(name: string, file: string, content: string): string {
  const path = join(folder, name);
  cpSync(good, path, { recursive: true });
  writeFileSync(join(path, file), content);
  return path;
}

it('is verified in a process of its own, which ends', async () => {
  const { start, children, entries } = watched();
  const engine = createEngine({ startCheck: start });
  const { ok, checks } = await engine.request('evidence.verify', { path: good });
  expect(ok).toBe(true);
  expect(checks.filter(({ state }) => state === 'passed').length).toBeGreaterThan(5);
  expect(entries).toEqual(['bundle-check-entry.ts']);
  const [child] = children;
  if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
  engine.close();
}, 30_000);

it('that needs more memory than it may have ends that process alone, with one message', async () => {
  // Below every bound of reading: values of maps with names of their own take a hundred bytes each.
  const values = Array.from({ length: 900_000 }, (_, number) => `{"${number.toString(36)}":0}`);
  const path = altered('hungry', 'data/custody.json', `{"actions":[${values.join(',')}]}`);
  const before = readdirSync(folder);
  const { start, children } = watched({ memoryBytes: 256 * 1024 ** 2 });
  const engine = createEngine({ startCheck: start });
  await expect(engine.request('evidence.verify', { path })).rejects.toMatchObject({
    code: 'input-refused',
    message: `${path}: checking it took more than 4096 MB of memory and was stopped.`,
  });
  expect(children[0]?.signalCode).toBe('SIGKILL');
  const second = createEngine();
  expect((await second.request('evidence.verify', { path: good })).ok).toBe(true);
  expect(readdirSync(folder)).toEqual(before);
  for (const one of [engine, second]) one.close();
}, 60_000);

it.each([
  [
    'nested deeper than a parser can follow',
    `${'['.repeat(300_000)}${']'.repeat(300_000)}`,
    'nested more than 256 deep',
  ],
  ['with more values than are read', `[${'[],'.repeat(8_000_000)}[]]`, 'more than 16000000 values'],
])(
  '%s is refused before it is parsed',
  async (name, content, reason) => {
    const path = altered(name, 'data/answer.json', content);
    const engine = createEngine();
    const refusal = engine.request('evidence.verify', { path });
    await expect(refusal).rejects.toMatchObject({ code: 'input-refused' });
    await expect(refusal).rejects.toThrow(`${path}: data/answer.json: is `);
    await expect(refusal).rejects.toThrow(reason);
    engine.close();
  },
  30_000,
);

it('in a zip that expands without end is refused where it begins to', async () => {
  const path = join(folder, 'bomb.zip');
  writeFileSync(
    path,
    writeStrangeZip([{ name: 'data/answer.json', data: Buffer.alloc(64 * 1024 ** 2) }], null),
  );
  const { start, entries } = watched();
  const engine = createEngine({ startCheck: start });
  await expect(engine.request('evidence.verify', { path })).rejects.toMatchObject({
    code: 'input-refused',
    message: `${path}: data/answer.json: is compressed beyond belief.`,
  });
  expect(entries).toEqual(['bundle-check-entry.ts']);
  engine.close();
});

it('that takes too long, or is not wanted any more, is stopped', async () => {
  const job = { path: good, name: good, given: [], analysis: 'trustpath test' };
  const slow = verifyInChild(checkEntry('bundle-check-entry'), {
    ...job,
    limits: { ...BUNDLE_LIMITS, deadlineMs: 10 },
  });
  await expect(slow).rejects.toThrow(`${good}: checking it took longer than 0.01 s and was stopped.`);
  const { start, children } = watched();
  const engine = createEngine({ startCheck: start });
  const abort = new AbortController();
  const cancelled = engine.request('evidence.verify', { path: good }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 100);
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const [child] = children;
  if (child?.signalCode === null) await once(child, 'exit');
  expect(child?.signalCode).toBe('SIGKILL');
  engine.close();
}, 30_000);
