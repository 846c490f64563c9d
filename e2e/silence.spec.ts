import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { askEngine, connectEngine } from './engine-port.ts';
import { launchTrustpath } from './launch.ts';
import { outsideAddresses, tracing } from './trace-of-connections.ts';

const CAN_TRACE =
  process.platform === 'linux' && spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;

test('no process of the application speaks to anything outside this machine', async () => {
  test.skip(
    !CAN_TRACE,
    'strace is missing, or may not trace here: the silence of the application is not proven',
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-silence-'));
  const trace = path.join(folder, 'trace');
  try {
    const trustpath = await launchTrustpath({
      under: tracing(trace),
    });
    await connectEngine(trustpath.window);
    await askEngine(trustpath.window, 'rules.list', {});
    // Chromium's own errands (field trials, time, component updates) start within the first seconds.
    await trustpath.window.waitForTimeout(5_000);
    await trustpath.close();

    const calls = await readFile(trace, 'utf8');
    // The trace did see the processes: they speak to each other and to the display.
    expect(calls).toContain('sendmsg(');
    expect(outsideAddresses(calls)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an address outside this machine would be noticed in a trace', () => {
  const trace = [
    '12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 20) = 0',
    '12 connect(3, {sa_family=AF_INET, sin_port=htons(9229), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '12 connect(3, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0',
    '12 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.7")}, 16) = -1',
    '13 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16) = 1',
    '14 connect(3, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = -1',
  ].join('\n');
  expect(outsideAddresses(trace)).toEqual(['192.0.2.7', '192.0.2.53', '2001:db8::1']);
});
