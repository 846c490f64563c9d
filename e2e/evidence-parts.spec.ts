import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Answer } from '../evidence/answer.ts';
import { readBundle } from '../evidence/read-bundle.ts';
import { newSigningKeyPem } from '../evidence/signing-key.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { BUILDER, twoSnapshots } from './two-snapshots.ts';

test('a what-if, its plan and a comparison that are ticked are in the preview and in the bundle', async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-parts-'));
  const { earlier, later } = await twoSnapshots(folder);
  const key = path.join(folder, 'key.pem');
  await writeFile(key, newSigningKeyPem());
  const trustpath = await launchTrustpath({ files: [later], env: { TRUSTPATH_SIGNING_KEY: key } });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(BUILDER);
    await page.keyboard.press('Enter');
    await page.getByRole('listbox', { name: 'Paths' }).waitFor();
    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: 'Find the least cut' }).click();
    await page.getByRole('button', { name: 'Try it' }).first().click({ timeout: 30_000 });
    await expect(page.getByRole('region', { name: 'Plan' })).toContainText('Way back', { timeout: 30_000 });
    await page.keyboard.press('Control+9');
    await answerDialogs(trustpath.app, { open: [earlier] });
    await page.getByRole('button', { name: /Choose the earlier one/ }).click();
    await page.getByRole('button', { name: /^New paths to crown jewels/ }).waitFor({ timeout: 20_000 });

    await page.keyboard.press('Control+E');
    const card = page.getByRole('region', { name: 'Export' });
    const report = page.getByRole('region', { name: 'Report' });
    await page.getByRole('button', { name: 'Preview and choose' }).click();
    await expect(report).toContainText('Scope and method', { timeout: 30_000 });
    const headings = ['What if: a scenario', 'Plan', 'Compared with an earlier snapshot'];
    for (const heading of headings) await expect(report.getByText(heading, { exact: true })).toHaveCount(0);
    // The preview follows each tick.
    await card.getByLabel(/^The what-if, with \d+ changes?$/).check();
    await card.getByLabel('The plan of its changes').check();
    await card.getByLabel(/^The comparison with earlier\.trustpath$/).check();
    for (const heading of headings)
      await expect(report.getByText(heading, { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(report).toContainText('aws iam ');

    const out = path.join(folder, 'bundle');
    await answerDialogs(trustpath.app, { save: out });
    await page.getByRole('button', { name: /Choose a place and export/ }).click();
    await expect(page.getByText(/files written/)).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Verify it' }).click();
    await expect(
      page.getByText('Verified: no check failed. What that proves, and what not, is below.'),
    ).toBeVisible({
      timeout: 30_000,
    });

    const files = await readBundle(out);
    const answer = JSON.parse(await readFile(path.join(out, 'data/answer.json'), 'utf8')) as Answer;
    expect(answer.question).toMatchObject({ kind: 'trace', from: BUILDER });
    expect(answer.whatif?.scenario.changes.length).toBeGreaterThan(0);
    expect(answer.whatif?.outcome.relations.lost.length).toBeGreaterThan(0);
    expect(answer.plan?.length).toBeGreaterThan(0);
    expect(answer.comparison?.relations.came.map(({ from }) => from)).toContain(BUILDER);
    expect(answer.comparison?.before).toMatch(/^sha256:/);
    expect(answer.comparison?.before).not.toBe(answer.comparison?.after);
    // Documents that only the what-if makes stand apart from those that were observed.
    const names = [...files.keys()];
    expect(names.filter((name) => name.startsWith('data/whatif-documents/')).length).toBeGreaterThan(0);
    expect(names.filter((name) => name.startsWith('data/observations/')).length).toBeGreaterThan(0);
    const html = await readFile(path.join(out, 'data/report.html'), 'utf8');
    for (const heading of headings) expect(html).toContain(heading);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
