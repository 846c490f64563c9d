import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli } from '../cli/testing/run-cli.ts';
import { revocationSeconds } from '../schema/case/drill-kinds.ts';
import type { Output } from '../schema/contract.ts';
import { recordedIn, toDrills, wait } from './drills.ts';
import { HANDS, interactions } from './interactions.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

for (const hand of HANDS)
  test(`a drill is run to its end by ${hand}: told, planned, ticked, recorded, measured, reported`, async () => {
    test.setTimeout(180_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drill-'));
    const file = path.join(folder, 'drills.trustcase');
    const report = path.join(folder, 'after.md');
    const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
    const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
    const { window: page, app } = trustpath;
    const { use, type } = interactions(page, hand);
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    try {
      await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
      await toDrills(page);
      await answerDialogs(app, { save: file });
      await use(button('Begin a case…'));
      await expect(page.getByRole('banner')).toContainText('Case drills');
      // So that the drill is over before it is measured.
      await wait(page, -60);
      await use(button(`Start a drill from ${sample.keyId}`));

      const told = page.getByRole('region', { name: 'What the team was told' });
      await expect(told.getByRole('listitem').filter({ hasText: 'Question:' })).toHaveCount(1);
      await expect(told).not.toContainText('platform-deploy');
      await expect(page.getByText('Deactivate the key')).toHaveCount(0);
      await page.keyboard.press('n');
      await page.keyboard.press('n');
      await expect(told.getByRole('listitem').filter({ hasText: 'Question:' })).toHaveCount(3);
      await type(
        page.getByRole('textbox', { name: 'What the team does now' }),
        'Called the owner of the key now',
      );
      await page.keyboard.press('Enter');
      await wait(page, 4);
      // A letter that is typed is no command.
      await expect(told.getByRole('listitem').filter({ hasText: 'Question:' })).toHaveCount(3);
      await expect(page.getByRole('list', { name: 'Noted' })).toContainText(
        'Called the owner of the key now',
      );

      // Other views are looked at meanwhile; the drill goes on.
      await page.keyboard.press('Control+3');
      await expect(page.getByRole('grid', { name: 'Identities and resources' })).toBeVisible();
      await page.keyboard.press('n');
      await page.keyboard.press('Alt+ArrowLeft');
      await expect(told.getByRole('listitem').filter({ hasText: 'Question:' })).toHaveCount(3);
      await expect(page.getByRole('list', { name: 'Noted' })).toContainText('Called the owner');

      await wait(page, 6);
      await use(button('Show the plan'));
      const revoking = page.getByRole('listitem').filter({ hasText: 'ends something held' });
      const steps = await revoking.count();
      expect(steps).toBeGreaterThan(3);
      for (let at = 1; at < steps; at++) await use(revoking.nth(at).getByRole('checkbox'), 'Space');
      await page.getByRole('timer').waitFor();
      if (hand === 'pointer') await lookAt(trustpath, [['drill-running', () => page.getByRole('timer')]]);
      await type(page.getByRole('textbox', { name: 'Notes' }), 'The bridge had no number.');
      await wait(page, 30);
      await use(button('End the drill'));

      await expect(page.getByText('1 step that ends something held is not done')).toBeVisible();
      const first = page.getByRole('combobox', { name: 'When: Deactivate the key' });
      const noted = first.locator('option', { hasText: 'Called the owner' });
      if (hand === 'pointer') await first.selectOption({ label: (await noted.textContent()) ?? '' });
      else {
        await use(first, 'Space');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      }
      await expect(page.getByText(/Everything revoked after/)).toBeVisible();
      if (hand === 'pointer')
        await lookAt(trustpath, [['drill-review', () => page.getByText(/Everything revoked after/)]]);
      await use(button('Record it in the case'));

      const past = page.getByRole('region', { name: 'Drills of the case' });
      await expect(past).toContainText('Mean time to revoke');
      const drills = await recordedIn(file);
      const metrics = await runCli(['metrics', sample.file, '--case', file, '--json']);
      const mttr = metrics
        .json<Output<'measures'>>()
        .columns[0]?.measures.find(({ id }) => id === 'revocation-time');
      expect(drills).toHaveLength(1);
      const { drill } = drills[0] as Output<'case.open'>['drills'][number];
      expect(drill).toMatchObject({
        kind: 'token-theft',
        foothold: sample.keyId,
        notes: 'The bridge had no number.',
        noted: [{ text: 'Called the owner of the key now' }],
      });
      expect(drill.planAsked).toEqual(expect.any(Number));
      expect(drill.injects?.map(({ seconds }) => seconds === null)).toEqual([
        false,
        false,
        false,
        true,
        true,
        true,
      ]);
      expect(drill.steps.find(({ title }) => title === 'Deactivate the key')?.seconds).toBe(
        drill.noted?.[0]?.seconds,
      );
      expect(mttr?.value).toBe(revocationSeconds(drill));
      // What was noted first came before the ticks, ten minutes from the start; the end half an hour later counts for nothing.
      expect(mttr?.value).toBeGreaterThanOrEqual(600);
      expect(mttr?.value).toBeLessThan(900);
      expect(drill.noted?.[0]?.seconds).toBeLessThan(240);
      expect(Date.parse(drill.endedAt) - Date.parse(drill.startedAt)).toBeGreaterThanOrEqual(2_400_000);

      if (hand === 'pointer') await lookAt(trustpath, [['drill-past', () => past]]);
      await answerDialogs(app, { save: report });
      await use(button(/^Save the report .* as Markdown$/));
      await expect(async () => {
        const text = await readFile(report, 'utf8');
        expect(text).toContain('## What happened, and when');
        expect(text).toContain('The team: Called the owner of the key now');
        expect(text).toContain('aws iam update-access-key');
        expect(text).toContain('The bridge had no number.');
      }).toPass({ timeout: 10_000 });
      const web = path.join(folder, 'after.html');
      await answerDialogs(app, { save: web });
      await use(button(/^Save the report .* as a page$/));
      await expect(async () => {
        expect(await readFile(web, 'utf8')).toContain('<h2>What was not done</h2>');
      }).toPass({ timeout: 10_000 });
      expect(trustpath.pageErrors()).toEqual([]);
    } finally {
      await trustpath.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

test('a drill is abandoned only after it was asked, and without a case is not lost when none is made', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drill-abandon-'));
  const file = path.join(folder, 'late.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await toDrills(page);
    await lookAt(trustpath, [
      ['drill-no-case', () => page.getByText('it is lost when the application closes', { exact: false })],
    ]);
    const list = page.getByRole('region', { name: 'Drills', exact: true });
    expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await button(/^Start a drill from release$/).click();
    await lookAt(trustpath, [['drill-kept-nowhere', () => page.getByText('Kept nowhere')]]);
    await button('Abandon…').click();
    const asked = page.getByRole('dialog', { name: 'Abandon the drill?' });
    await asked.getByRole('button', { name: 'Go on with it' }).click();
    await expect(page.getByRole('timer')).toBeVisible();

    await button('End the drill').click();
    await answerDialogs(app, { save: null });
    await button('Begin a case and record it…').click();
    await expect(button('Begin a case and record it…')).toBeVisible();
    await answerDialogs(app, { save: file });
    await button('Begin a case and record it…').click();
    await expect(page.getByRole('region', { name: 'Drills of the case' })).toContainText('In none of them');

    await button(/^Start a drill from release$/).click();
    await button('Abandon…').click();
    await asked.getByRole('button', { name: 'Abandon it' }).click();
    await expect(page.getByRole('region', { name: 'Token theft' })).toBeVisible();
    expect(await recordedIn(file)).toHaveLength(1);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
