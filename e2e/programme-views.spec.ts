import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

test('by keyboard alone: machine identities are narrowed, sorted, confirmed, saved and taken back from a file', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-machines-'));
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await keyboard.press('Control+3');
    await page.getByRole('button', { name: 'Machine identities' }).press('Enter');
    const grid = page.getByRole('grid', { name: 'Machine identities' });
    const row = (name: RegExp) => grid.getByRole('row', { name });
    await expect(grid.getByRole('row').nth(1)).toContainText('0');

    await page.getByRole('button', { name: 'No owner' }).press('Enter');
    await page.getByRole('button', { name: 'Static credential' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Static credential' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('age');
    await page.getByRole('button', { name: 'Sort downwards' }).press('Enter');
    await expect(grid.getByRole('columnheader', { name: 'Age' })).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('button', { name: 'No owner' }).press('Enter');
    await page.getByRole('button', { name: 'Static credential' }).press('Enter');

    await page.getByRole('textbox', { name: 'Filter by name, identifier or owner' }).fill('payments');
    await expect(row(/payments-api/).first()).toBeVisible();
    await grid.focus();
    await keyboard.press('Home');
    await expect(page.getByRole('region', { name: 'In the programme' })).toBeVisible();
    await lookAt(trustpath, [['machines', () => grid]]);

    // Several at once: what is proposed of them is confirmed, which begins a case.
    await keyboard.press('Control+a');
    const file = path.join(folder, 'programme.trustcase');
    await answerDialogs(app, { save: file });
    await page.getByRole('button', { name: /^Confirm \d+ environment/ }).press('Enter');
    await expect(page.getByRole('banner')).toContainText('Case programme');
    await expect(page.getByRole('button', { name: 'Confirm 0 environments' })).toBeDisabled();
    expect(await readFile(file, 'utf8')).toContain('"mark-all"');
    await lookAt(trustpath, [['machines-chosen', () => page.getByRole('region', { name: 'Proposed' })]]);

    const saved = path.join(folder, 'machines.yaml');
    await answerDialogs(app, { save: saved });
    await chooseMenuItem(app, 'export-inventory-yaml');
    await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('environment: production');

    const edited = path.join(folder, 'edited.csv');
    const role = 'arn:aws:iam::111122223333:role/payments-api';
    await writeFile(edited, `id,owner,tier\r\n${role},Payments team,0\r\n`);
    await answerDialogs(app, { open: [edited] });
    await chooseMenuItem(app, 'import-inventory');
    const dialog = page.getByRole('dialog', { name: 'Import an inventory' });
    await expect(dialog).toContainText('2 marks would be set');
    await lookAt(trustpath, [['machines-import', () => dialog]]);
    await dialog.getByRole('button', { name: 'Take into the case' }).press('Enter');
    await expect(row(/payments-api.*Payments team/)).toBeVisible();
    await keyboard.press('Control+Alt+Z');
    await expect(row(/Payments team/)).toHaveCount(0);

    await writeFile(edited, 'id,owner\r\narn:aws:iam::111122223333:role/gone,Ben\r\n');
    await chooseMenuItem(app, 'import-inventory');
    await expect(page.getByRole('alert')).toContainText('edited.csv, line 2');

    await page.getByRole('button', { name: 'Columns…' }).press('Enter');
    await page.getByRole('checkbox', { name: 'Kind' }).press('Space');
    await page.getByRole('checkbox', { name: 'Services used' }).press('Space');
    await keyboard.press('Escape');
    await expect(grid.getByRole('columnheader', { name: 'Kind' })).toBeVisible();
    await expect(grid.getByRole('columnheader', { name: 'Services used' })).toHaveCount(0);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('by keyboard alone: guardrails are made, for a snapshot and for a finding, read and written to a folder', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-guardrails-'));
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await chooseMenuItem(app, 'show-guardrails');
    await expect(page.getByText('Nothing is applied anywhere.')).toBeVisible();
    const grid = page.getByRole('grid', { name: 'Guardrails' });
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await expect(grid).toContainText('Golden path');
    await expect(inspector).toContainText('NIST SP 800-53');
    await lookAt(trustpath, [['guardrail-templates', () => grid]]);

    await page.getByRole('button', { name: 'Make them for this snapshot' }).press('Enter');
    const trust = grid.getByRole('row', { name: /holds.*github-release/ });
    await expect(trust).toBeVisible({ timeout: 30_000 });
    await grid.focus();
    await keyboard.press('Home');
    for (let step = 0; step < 20 && (await trust.getAttribute('aria-selected')) !== 'true'; step++)
      await keyboard.press('ArrowDown');
    await expect(inspector).toContainText('Breaks');
    await expect(page.getByRole('region', { name: 'trust-policy.json' })).toContainText(
      'repo:larkfield-example/order-service:environment:release',
    );
    await lookAt(trustpath, [['guardrail', () => trust]]);
    // The row that is chosen is in sight, though the files below take room.
    await expect(trust).toBeInViewport({ ratio: 0.9 });
    await page.getByRole('button', { name: 'Copy trust-policy.json' }).press('Enter');
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain('"Version": "2012-10-17"');

    await chooseMenuItem(app, 'go-findings');
    await page.getByRole('textbox', { name: 'Filter by words' }).fill('github-release');
    await page.getByRole('button', { name: 'Make guardrails' }).press('Enter');
    await expect(page.getByText(/^For: /)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Make again' })).toBeVisible({ timeout: 30_000 });
    await chooseMenuItem(app, 'go-findings');
    await inspector
      .getByRole('button', { name: /^(Deny|Remove|End|Have) / })
      .first()
      .press('Enter');
    await expect(page.getByRole('heading', { name: 'Changes: 1' })).toBeVisible();
    await page.getByRole('button', { name: 'Make guardrails' }).press('Enter');
    await expect(page.getByText('For: the scenario in What if')).toBeVisible();
    const out = path.join(folder, 'out');
    await answerDialogs(app, { save: out });
    await page.getByRole('button', { name: 'Export to a folder…' }).press('Enter', { timeout: 30_000 });
    await expect(page.getByText(/^Written to /)).toBeVisible({ timeout: 30_000 });
    expect(await readdir(out)).toContain('github-oidc-trust-github-release');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('by keyboard alone: a comparison begins with what drifted, and its report is saved', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drift-'));
  const [earlier, later] = await twoWeeks(folder);
  const trustpath = await launchTrustpath({ files: [later], size: SIZE });
  const { window: page, app } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await chooseMenuItem(app, 'show-drift');
    await answerDialogs(app, { open: [earlier] });
    await page.getByRole('button', { name: /Choose the earlier one/ }).press('Enter');
    const report = page.getByRole('region', { name: 'Drift report' });
    await expect(report.getByRole('region', { name: 'New identities' })).toContainText('user/newcomer', {
      timeout: 20_000,
    });
    await lookAt(trustpath, [['drift', () => report]]);
    const page1 = path.join(folder, 'drift.html');
    await answerDialogs(app, { save: page1 });
    await page.getByRole('button', { name: 'Save the drift report as HTML' }).press('Enter');
    await expect.poll(() => readFile(page1, 'utf8').catch(() => '')).toContain('user/newcomer');
    const table = path.join(folder, 'drift.csv');
    await answerDialogs(app, { save: table });
    await chooseMenuItem(app, 'export-drift-csv');
    await expect.poll(() => readFile(table, 'utf8').catch(() => '')).toContain('identities,');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Two snapshots of one account: in the later there is one user more. */
async function twoWeeks(folder: string): Promise<[earlier: string, later: string]> {
  const user = (name: string) => ({
    UserName: name,
    UserId: `AIDA${name.toUpperCase().padEnd(16, '0')}`,
    Arn: `arn:aws:iam::444455556666:user/${name}`,
    Path: '/',
    GroupList: [],
    AttachedManagedPolicies: [],
    UserPolicyList: [
      {
        PolicyName: 'all',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        },
      },
    ],
  });
  const engine = createEngine();
  try {
    const written = async (name: string, users: readonly string[]) => {
      const dump = path.join(folder, `${name}.json`);
      const lists = { GroupDetailList: [], RoleDetailList: [], Policies: [] };
      await writeFile(dump, JSON.stringify({ UserDetailList: users.map(user), ...lists }));
      const out = path.join(folder, `${name}.trustpath`);
      await engine.request('import.aws', { paths: [dump], out });
      return out;
    };
    return [await written('earlier', ['builder']), await written('later', ['builder', 'newcomer'])];
  } finally {
    engine.close();
  }
}
