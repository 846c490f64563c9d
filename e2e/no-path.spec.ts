import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import { launchTrustpath, screenshot } from './launch.ts';

const user = (name: string, action: string) => ({
  UserName: name,
  UserId: `AIDA${name.toUpperCase().replaceAll('-', '').padEnd(16, '0')}`,
  Arn: `arn:aws:iam::444455556666:user/${name}`,
  Path: '/',
  CreateDate: '2025-01-01T00:00:00Z',
  GroupList: [],
  AttachedManagedPolicies: [],
  UserPolicyList: [
    {
      PolicyName: 'own',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
      },
    },
  ],
});

test('no path is an answer: it says what could hide one, and explains why not', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-no-path-'));
  const file = path.join(folder, 'quiet.trustpath');
  const dump = path.join(folder, 'dump.json');
  const users = [user('release-notes-reader', 'ec2:DescribeRegions'), user('owner', '*')];
  await writeFile(
    dump,
    JSON.stringify({ UserDetailList: users, GroupDetailList: [], RoleDetailList: [], Policies: [] }),
  );
  const engine = createEngine();
  await engine.request('import.aws', { paths: [dump], out: file });
  engine.close();
  const trustpath = await launchTrustpath({ files: [file], size: { width: 1280, height: 800 } });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill('release-notes-reader');
    await page.getByRole('option', { name: /release-notes-reader/ }).waitFor();
    await page.keyboard.press('Enter');
    const empty = page.locator('.empty').filter({ hasText: 'No path was found' });
    await expect(empty).toBeVisible();
    await expect(empty.getByRole('button', { name: /gaps? could change this/ })).toBeVisible();
    await empty.getByRole('button', { name: 'Why not?' }).click();
    const dialog = page.getByRole('dialog', { name: 'Why, or why not?' });
    await expect(dialog).toContainText('release-notes-reader');
    await dialog.getByRole('combobox', { name: 'To' }).fill('owner');
    await dialog.getByRole('option', { name: /owner/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Explain the direct relation' }).click();
    await expect(page.getByRole('heading', { name: 'No direct relation' })).toBeVisible();
    await screenshot(trustpath, 'why-not');
    await page.keyboard.press('Alt+ArrowLeft');
    await empty.getByRole('button', { name: /gaps? could change this/ }).click();
    await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue('answer');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
