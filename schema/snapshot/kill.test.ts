import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { checkStranger } from './check-stranger.ts';
import { createSnapshot } from './create.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openSnapshot } from './open.ts';
import { copyPrivately } from './private-copy.ts';
import { CREATED, openSampleSource, sampleCall, workFolder } from './testing/sample.ts';
import { verifySnapshot } from './verify.ts';

const KILLS = 20;
let work: ReturnType<typeof workFolder>;
beforeEach(() => {
  work = workFolder();
});
afterEach(() => work.remove());

/** Runs the writer and kills it `delay` milliseconds after it printed `after`; null lets it end. Returns its lines. */
function runAndKill(path: string, mode: string, after: string, delay: number | null): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, 'testing', 'kill-me.ts');
    const child = spawn(process.execPath, [script, path, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    let counting = false;
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (counting || delay === null || !output.includes(`${after}\n`)) return;
      counting = true;
      setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.on('error', reject);
    child.on('close', () => resolve(output.split('\n').slice(0, -1)));
  });
}

test(`a collection killed at ${KILLS} moments keeps every call it acknowledged, whole, and resumes`, async () => {
  const path = work.file('estate.trustpath');
  let acknowledged = -1;
  for (let kill = 0; kill < KILLS; kill++) {
    const lines = await runAndKill(path, kill === 0 ? 'create' : 'resume', 'open', Math.random() * 60);
    acknowledged = Math.max(acknowledged, ...lines.filter((line) => /^\d+$/.test(line)).map(Number));

    // A copy is whole as well, without the original having been opened.
    const copy = await copyPrivately(path, { folder: work.file('private'), fileBytes: 2 ** 30 });
    checkStranger(copy.path, path, DEFAULT_LIMITS);
    const copied = openSnapshot(copy.path);
    const callsCopied = copied.info().counts.calls;
    copied.close();

    const reader = openSnapshot(path);
    const calls = [...reader.calls()];
    expect(callsCopied).toBe(calls.length);
    // One more may have become durable just before it could be said.
    expect(calls.length - (acknowledged + 1)).toBeOneOf([0, 1]);
    acknowledged = calls.length - 1;
    for (const [page, call] of calls.entries()) {
      expect(call.page).toBe(page);
      const document = reader.document(call.observation!) as { [key: string]: Json };
      expect(document).toEqual({ page, text: `${page} word `.repeat(4_000) });
    }
    expect(reader.info().counts.observations).toBe(calls.length);
    reader.close();
    verifySnapshot(path);
  }
  expect(acknowledged).toBeGreaterThan(KILLS);
}, 120_000);

test('sealing killed at any moment leaves the unfinished file or the sealed one, and neither in part', async () => {
  const seen = new Set<string>();
  let undisturbed = 0;
  for (let round = 0; round < 12; round++) {
    const path = work.file(`${round}.trustpath`);
    const writer = createSnapshot(path, CREATED);
    openSampleSource(writer);
    writer.recordCall(sampleCall(7), { page: 7 });
    writer.close();
    const start = performance.now();
    await runAndKill(path, 'seal', 'sealing', round === 0 ? null : ((round - 1) / 10) * undisturbed);
    if (round === 0) undisturbed = performance.now() - start;

    const reader = openSnapshot(path);
    const info = reader.info();
    reader.close();
    seen.add(info.digest === null ? 'unfinished' : 'sealed');
    expect(info.counts).toMatchObject({ calls: 2, entities: info.digest === null ? 0 : 20_000 });
    expect(verifySnapshot(path).digest).toBe(info.digest);
  }
  expect([...seen].sort()).toEqual(['sealed', 'unfinished']);
}, 120_000);
