import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Output } from '../schema/contract.ts';
import { enginePids } from './engine-pids.ts';
import { askEngine, connectEngine, receivedTypes } from './engine-port.ts';
import { launchTrustpath, type Trustpath } from './launch.ts';

let trustpath: Trustpath;
test.beforeEach(async () => {
  trustpath = await launchTrustpath();
  await connectEngine(trustpath.window);
});
test.afterEach(async () => {
  await trustpath?.close();
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
  const out = path.join(tmpdir(), `trustpath-columns-${process.pid}.trustpath`);
  try {
    const sample = await askEngine(trustpath.window, 'sample.create', { out });
    if (!sample.ok) throw new Error(sample.error.message);
    const opened = await askEngine(trustpath.window, 'snapshot.open', { path: out });
    if (!opened.ok) throw new Error(opened.error.message);
    const { handle } = opened.value as Output<'snapshot.open'>;
    const { leakedKeyId } = sample.value as Output<'sample.create'>;
    const reach = await askEngine(trustpath.window, 'reach', { handle, from: leakedKeyId });
    expect(reach).toMatchObject({
      ok: true,
      value: {
        index: { array: 'Int32Array' },
        distance: { array: 'Int32Array' },
        verdict: { array: 'Uint8Array' },
      },
    });
  } finally {
    await rm(out, { force: true });
  }
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
  await trustpath.window.waitForTimeout(100);
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
