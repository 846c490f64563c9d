import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CheckProcess } from '../check-process.ts';
import { type AdmitOptions, admitSnapshot } from './admit.ts';
import { checkSnapshotInChild } from './check-in-child.ts';
import { createSnapshot } from './create.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openSnapshot } from './open.ts';
import { CREATED, collectSample, sealSample, workFolder } from './testing/sample.ts';

let work: ReturnType<typeof workFolder>;
let path: string;
beforeEach(() => {
  work = workFolder();
  path = work.file('estate.trustpath');
});
afterEach(() => work.remove());

const checkEntry = join(import.meta.dirname, 'snapshot-check-entry.ts');
const admit = (options: Partial<AdmitOptions> = {}) =>
  admitSnapshot(path, { privateDir: work.file('private'), checkEntry, ...options });
const copyIsGone = () => expect(readdirSync(work.file('private'))).toEqual([]);

test('a good file is copied for this user alone, checked, and opened under its own name', async () => {
  const info = sealSample(path);
  const bytes = readFileSync(path);
  const admitted = await admit();
  expect(admitted.digest).toBe(info.digest);
  expect(admitted.fileSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(statSync(work.file('private')).mode & 0o777).toBe(0o700);
  expect(statSync(admitted.path).mode & 0o777).toBe(0o600);
  const reader = openSnapshot(admitted.path, { name: path });
  expect(reader.info()).toEqual(info);
  reader.close();
});

test('an unfinished file is let in without a digest', async () => {
  const writer = createSnapshot(path, CREATED);
  collectSample(writer);
  writer.close();
  expect((await admit()).digest).toBeNull();
});

test('a file above the limit is not copied', async () => {
  sealSample(path);
  await expect(admit({ limits: { fileBytes: 5_000 } })).rejects.toThrow('bytes; at most 5000 are opened');
  expect(work.names()).toEqual(['estate.trustpath']);
});

test('a file that changes while it is copied is refused', async () => {
  sealSample(path);
  const grow = () => appendFileSync(path, 'more');
  await expect(admit({ onProgress: grow })).rejects.toThrow(`${path}: changed while it was being copied.`);
  work.remove();
  mkdirSync(work.folder);
  sealSample(path);
  await expect(admit({ onProgress: () => utimesSync(path, 1, 1) })).rejects.toThrow(
    'changed while it was being copied',
  );
  copyIsGone();
});

test('the copy never goes where others can look', async () => {
  sealSample(path);
  mkdirSync(work.file('open'));
  chmodSync(work.file('open'), 0o755);
  await expect(admit({ privateDir: work.file('open') })).rejects.toThrow(
    'is not a folder of this user alone',
  );
  mkdirSync(work.file('mine'), { mode: 0o700 });
  symlinkSync(work.file('mine'), work.file('linked'));
  await expect(admit({ privateDir: work.file('linked') })).rejects.toThrow(
    'is not a folder of this user alone',
  );
});

test('a check that takes too long or too much memory is killed, with nothing left behind', async () => {
  sealSample(path);
  await expect(admit({ limits: { deadlineMs: 5 } })).rejects.toThrow(
    `${path}: checking it took longer than 0.005 s and was stopped.`,
  );
  await expect(admit({ limits: { memoryBytes: 40 * 1024 * 1024 } })).rejects.toThrow(
    `${path}: checking it took more than 40 MB of memory and was stopped.`,
  );
  copyIsGone();
});

test('a check that crashes is a refusal', async () => {
  const script = work.file('crash.mjs');
  writeFileSync(script, `process.once('message', () => process.kill(process.pid, 'SIGSEGV'))`);
  sealSample(path);
  await expect(admit({ checkEntry: script })).rejects.toThrow(
    `${path}: checking it ended unexpectedly (SIGSEGV)`,
  );
  copyIsGone();
});

test('a check that spins is ended by cancelling', async () => {
  const script = work.file('spin.mjs');
  writeFileSync(script, `process.once('message', () => { for (;;); })`);
  sealSample(path);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  await expect(admit({ checkEntry: script, signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  copyIsGone();
  await expect(admit({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});

test('the process that checks can be started in another way', async () => {
  const { digest } = sealSample(path);
  const started: string[] = [];
  const listeners = new Map<string, (...values: never[]) => void>();
  const start = (entry: string): CheckProcess => {
    started.push(entry);
    return {
      on: (event: string, listener: (...values: never[]) => void) => listeners.set(event, listener),
      send: (job) =>
        setImmediate(() => listeners.get('message')?.({ ok: true, verification: { digest, job } } as never)),
      kill: () => true,
    };
  };
  const job = { path, name: path, mode: 'own', limits: DEFAULT_LIMITS } as const;
  await expect(checkSnapshotInChild('somewhere', job, { start })).resolves.toMatchObject({ digest });
  expect(started).toEqual(['somewhere']);
  await expect(checkSnapshotInChild(checkEntry, job)).resolves.toEqual({ digest });
});
