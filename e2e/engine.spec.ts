import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Output } from '../schema/contract.ts';
import { enginePids } from './engine-pids.ts';
import { askEngine, connectEngine, receivedTypes, sentCount } from './engine-port.ts';
import { launchTrustpath, type Trustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

let folder: string;
let trustpath: Trustpath;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-engine-'));
  trustpath = await launchTrustpath();
});
test.beforeEach(async () => {
  // An engine that an earlier test ended is replaced after a while.
  if (process.platform === 'linux') await expect.poll(() => enginePids(trustpath)).toHaveLength(1);
  await connectEngine(trustpath.window);
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

test('answers a request over the port', async () => {
  const answer = await askEngine(trustpath.window, 'rules.list', {});
  expect(answer).toMatchObject({ ok: true });
});

test('answers a request about nothing with an error, and goes on', async () => {
  const refused = await askEngine(trustpath.window, 'snapshot.info', { handle: 'no-such-handle' });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: expect.any(String), message: expect.any(String) },
  });
  expect(await askEngine(trustpath.window, 'rules.list', {})).toMatchObject({ ok: true });
});

test('brings columns of numbers to the page as typed arrays', async () => {
  const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const opened = await askEngine(trustpath.window, 'snapshot.open', { path: file });
  if (!opened.ok) throw new Error(opened.error.message);
  const { handle } = opened.value as Output<'snapshot.open'>;
  const reach = await askEngine(trustpath.window, 'reach', { handle, from: keyId });
  expect(reach).toMatchObject({
    ok: true,
    value: {
      index: { array: 'Int32Array' },
      distance: { array: 'Int32Array' },
      verdict: { array: 'Uint8Array' },
    },
  });
});

test('notices that the engine died, says so, and starts another', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const [first] = await enginePids(trustpath);
  expect(first).toBeDefined();
  process.kill(first!, 'SIGKILL');
  await expect
    .poll(() => receivedTypes(trustpath.window))
    .toEqual(['engine-ready', 'engine-lost', 'engine-ready']);
  const [second] = await enginePids(trustpath);
  expect(second).not.toBe(first);
  expect(await askEngine(trustpath.window, 'rules.list', {})).toMatchObject({ ok: true });
});

test('fails the requests in flight when the engine dies', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const [engine] = await enginePids(trustpath);
  process.kill(engine!, 'SIGSTOP');
  const asked = askEngine(trustpath.window, 'rules.list', {});
  await expect.poll(() => sentCount(trustpath.window)).toBe(1);
  process.kill(engine!, 'SIGKILL');
  expect(await asked).toMatchObject({ ok: false, error: { code: 'engine-lost', retryable: true } });
});

test('ends the engine with the window', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const [engine] = await enginePids(trustpath);
  await trustpath.app.close();
  await expect
    .poll(() =>
      readFile(`/proc/${engine}/stat`).then(
        () => 'alive',
        () => 'gone',
      ),
    )
    .toBe('gone');
});
