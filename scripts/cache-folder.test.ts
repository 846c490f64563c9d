import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fillOnce } from './cache-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'trustpath-cache-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('several at once fill the folder once', async () => {
  const folder = path.join(base, 'tool');
  const fill = vi.fn(async (into: string) => {
    await sleep(50);
    writeFileSync(path.join(into, 'done'), 'yes');
  });
  await Promise.all([fillOnce(folder, fill), fillOnce(folder, fill), fillOnce(folder, fill)]);
  expect(fill).toHaveBeenCalledTimes(1);
  expect(readFileSync(path.join(folder, 'done'), 'utf8')).toBe('yes');
  expect(readdirSync(base)).toEqual(['tool']);
});

test('a fill that fails leaves nothing, and the next one works', async () => {
  const folder = path.join(base, 'tool');
  const failing = fillOnce(folder, async (into) => {
    writeFileSync(path.join(into, 'half'), '');
    throw new Error('the network went away');
  });
  await expect(failing).rejects.toThrow('the network went away');
  expect(readdirSync(base)).toEqual([]);
  await fillOnce(folder, async () => {});
  expect(readdirSync(base)).toEqual(['tool']);
});

test('the lock of a process that died is taken over', async () => {
  const folder = path.join(base, 'tool');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(`${folder}.lock`, String(pid));
  await fillOnce(folder, async () => {});
  expect(readdirSync(base)).toEqual(['tool']);
});
