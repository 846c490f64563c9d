import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Output } from '../schema/contract.ts';
import { askEngine, connectEngine } from './engine-port.ts';
import { launchTrustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test("opens a stranger's snapshot after the check process has passed it, and refuses an altered one", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-stranger-'));
  const trustpath = await launchTrustpath();
  try {
    await connectEngine(trustpath.window);
    // Collected here, where the data folder is another than the application's.
    const { file: strange } = await sampleSnapshot(path.join(folder, 'strange.trustpath'));
    const opened = await askEngine(trustpath.window, 'snapshot.open', { path: strange });
    expect(opened).toMatchObject({ ok: true });
    if (opened.ok) expect((opened.value as Output<'snapshot.open'>).info.counts.entities).toBeGreaterThan(0);

    const text = path.join(folder, 'text.trustpath');
    await writeFile(text, 'not a snapshot');
    expect(await askEngine(trustpath.window, 'snapshot.open', { path: text })).toMatchObject({
      ok: false,
      error: { code: 'input-refused', message: expect.stringContaining(text) },
    });
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
