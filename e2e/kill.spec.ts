import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createCase } from '../schema/case/case-file.ts';
import { type Acknowledged, compareWithLog } from '../scripts/faults/acknowledged-actions.ts';
import { enginePids } from './engine-pids.ts';
import { connectEngine } from './engine-port.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const ROUNDS = 4;

test('kill -9 of the application at any moment loses no action that was acknowledged', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-kill-app-'));
  const file = path.join(folder, 'killed.trustcase');
  createCase(file, { title: 'Killed', at: new Date().toISOString(), by: 'test' });
  const acknowledged: Acknowledged[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const trustpath = await launchTrustpath({ userData: path.join(folder, `data-${round}`) });
      const { window: page, app } = trustpath;
      page.on('console', (message) => {
        if (message.text().startsWith('{"number"')) acknowledged.push(JSON.parse(message.text()));
      });
      await connectEngine(page);
      const engines = await enginePids(trustpath);
      // As the application knows itself: what was started may be a tracer.
      const pid = await app.evaluate(() => process.pid);
      const before = acknowledged.length;
      await markWithoutEnd(page, file, round);
      await expect.poll(() => acknowledged.length).toBeGreaterThan(before);
      await new Promise((done) => setTimeout(done, 20 + round * 67));
      const ended = new Promise((done) => app.process().once('exit', done));
      process.kill(pid, 'SIGKILL');
      await ended;
      // The engine ends when its application is gone; what it was writing is written or not.
      await expect.poll(() => engines.filter(isThere)).toEqual([]);
      // What the page was told last may not have reached this test before the end.
      expect(compareWithLog(file, acknowledged, 20).lost).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);

    const after = await launchTrustpath({ files: [file], userData: path.join(folder, 'after') });
    await expect(after.window.getByRole('banner')).toContainText('Case Killed', { timeout: 20_000 });
    await after.window.keyboard.press('Control+J');
    await expect(after.window.getByRole('button', { name: /^Marks [1-9]/ })).toBeVisible();
    await after.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an open case outlives the engine: what was typed stays, marks count again, and the next action is kept', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-case-engine-'));
  const { file } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [file] });
  const { window: page, app } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(app, { save: path.join(folder, 'outlives.trustcase') });
    await chooseMenuItem(app, 'new-case');
    await expect(page.getByRole('banner')).toContainText('Case outlives');
    await page.keyboard.press('Control+3');
    const filter = page.getByRole('textbox', { name: 'Filter by name or identifier' });
    await filter.fill('build-artifacts');
    const [engine] = await enginePids(trustpath);
    process.kill(engine!, 'SIGKILL');
    await page.getByRole('alert').filter({ hasText: 'The engine ended by SIGKILL' }).first().waitFor();
    await expect.poll(() => enginePids(trustpath)).not.toEqual([]);
    await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 20_000 });
    // What a person has typed is theirs, whichever engine answers.
    await expect(filter).toHaveValue('build-artifacts');
    const grid = page.getByRole('grid', { name: 'Identities and resources' });
    await grid.getByText('build-artifacts').first().click();
    await page.getByRole('button', { name: 'Crown jewel', exact: true }).click();
    await expect(grid).toContainText('Crown jewel', { timeout: 20_000 });
    await expect(page.getByRole('alert')).toHaveCount(0);
    // A case that is closed while something is still done in it stays closed.
    const [next] = await enginePids(trustpath);
    process.kill(next!, 'SIGSTOP');
    await page.getByRole('button', { name: 'Compromised', exact: true }).click();
    await chooseMenuItem(app, 'close-case');
    await expect(page.getByRole('banner')).not.toContainText('Case');
    process.kill(next!, 'SIGCONT');
    await filter.fill('platform-deploy');
    await expect(grid).toContainText('platform-deploy');
    await expect(page.getByRole('banner')).not.toContainText('Case');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Has the page mark one entity after the other and say each acknowledgement, until there is no page. */
async function markWithoutEnd(page: Page, file: string, round: number): Promise<void> {
  await page.evaluate(
    ([path, name]) => {
      interface Port {
        readonly port: MessagePort;
      }
      const { port } = (window as unknown as { testPort: Port }).testPort;
      let number = 0;
      let opened = '';
      const ask = (channel: string, input: object) =>
        port.postMessage({ type: 'request', id: 1_000 + number++, channel, input });
      const next = () =>
        ask('case.apply', {
          case: opened,
          action: {
            do: 'mark',
            entity: `role/${name}-${number}`,
            mark: 'note',
            value: 'x'.repeat(1 + ((number * 997) % 9_000)),
          },
        });
      port.addEventListener('message', ({ data }) => {
        if (data.type !== 'answer' || data.id < 1_000) return;
        if (opened === '') opened = data.value.case;
        else console.log(JSON.stringify(data.value.head));
        next();
      });
      ask('case.open', { path });
    },
    [file, `round${round}`] as const,
  );
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
