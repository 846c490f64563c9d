import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type SampleEstate, startSampleEstate } from '../sample/server.ts';
import { launchTrustpath, screenshot } from './launch.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

test('a collection that was cut off is opened, says how far it got, and is resumed from the window', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-resume-'));
  const file = path.join(folder, 'cut-off.trustpath');
  const userData = path.join(folder, 'data');
  let kill: (() => void) | null = () => {};
  const estate = await startSampleEstate({
    faults: ({ operation }) => {
      if (kill === null) return null;
      // A slow API, so that what was answered is written before the end.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
      if (operation === 'iam:GenerateServiceLastAccessedDetails') kill();
      return null;
    },
  });
  const env = {
    AWS_ACCESS_KEY_ID: estate.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: estate.credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  try {
    const signal = await collectUntilKilled(estate, file, path.join(userData, 'engine'), env, (child) => {
      kill = child;
    });
    expect(signal).toBe('SIGKILL');
    kill = null;
    const before = estate.calls().length;
    expect(estate.calls()).toContain('iam:GetAccountAuthorizationDetails');

    const trustpath = await launchTrustpath({
      files: [file],
      userData,
      env,
      size: { width: 1280, height: 800 },
    });
    const { window: page } = trustpath;
    try {
      await expect(page.getByRole('banner')).toContainText('unfinished', { timeout: 20_000 });
      await expect(page.getByText(/was cut off after [\d,]+ calls?\./)).toBeVisible();
      await page.getByRole('button', { name: 'See how far it got' }).click();
      const grid = page.getByRole('grid', { name: 'Coverage by operation' });
      await expect(
        grid.getByRole('row', {
          name: /iam:GenerateServiceLastAccessedDetails.*ended before this was asked/,
        }),
      ).toContainText('skipped');
      await expect(page.locator('.filter-bar')).toContainText(/\d+ of \d+ operations were not done/);
      // What was done comes last.
      await grid.focus();
      await page.keyboard.press('End');
      await expect(grid.getByRole('row', { selected: true })).toContainText('complete');
      await screenshot(trustpath, 'unfinished-coverage');
      await page.getByRole('button', { name: 'Resume…' }).click();
      await expect(page.getByLabel('Write to')).toHaveValue(file);
      await page.getByText(/^Roles? to assume.*endpoint/).click();
      await page.getByLabel('Endpoint').fill(estate.endpoint);
      await page.getByLabel('Regions').fill(estate.region);
      await screenshot(trustpath, 'resume-form');
      await page.getByRole('button', { name: 'Resume', exact: true }).click();
      await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 60_000 });
      expect(estate.calls().slice(before)).not.toContain('iam:GetAccountAuthorizationDetails');
      const box = page.getByRole('combobox', { name: /Paste a credential/ });
      await box.fill(estate.leakedKeyId);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();
      expect(trustpath.pageErrors()).toEqual([]);
    } finally {
      await trustpath.close();
    }
  } finally {
    await estate.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Collects with the command line, which `onStart` is given the means to kill; resolves to the signal that ended it. */
function collectUntilKilled(
  estate: SampleEstate,
  out: string,
  home: string,
  env: Readonly<Record<string, string>>,
  onStart: (kill: () => void) => void,
): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const target = ['--endpoint', estate.endpoint, '--region', estate.region, '--out', out];
    const child = spawn(
      process.execPath,
      [path.join(ROOT, 'cli/trustpath.mjs'), 'collect', 'aws', '--concurrency', '1', ...target],
      { env: { ...process.env, ...env, TRUSTPATH_HOME: home }, stdio: 'ignore' },
    );
    onStart(() => child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('exit', (_code, signal) => resolve(signal));
  });
}
