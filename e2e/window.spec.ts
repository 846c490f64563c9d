import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath, type Trustpath } from './launch.ts';

const ACCOUNT = '111122223333';
/** Markup, a direction override and a line break: text, wherever it is shown. */
const HOSTILE = '<img src=x onerror=alert(1)>\u202etxt.nimda\n';

function dump(): string {
  const statement = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  const user = {
    UserName: 'intern',
    UserId: 'AIDASAMPLEUSERINTERN',
    Arn: `arn:aws:iam::${ACCOUNT}:user/intern`,
    Path: '/',
    CreateDate: '2025-01-01T00:00:00Z',
    GroupList: [],
    AttachedManagedPolicies: [],
    UserPolicyList: [
      {
        PolicyName: 'assume',
        PolicyDocument: { Version: '2012-10-17', Statement: [statement('sts:AssumeRole', '*')] },
      },
    ],
  };
  const role = {
    RoleName: HOSTILE,
    RoleId: 'AROASAMPLEROLEADMIN0',
    Arn: `arn:aws:iam::${ACCOUNT}:role/${HOSTILE}`,
    Path: '/',
    CreateDate: '2025-01-01T00:00:00Z',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
      ],
    },
    InstanceProfileList: [],
    AttachedManagedPolicies: [],
    RolePolicyList: [
      { PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: [statement('*', '*')] } },
    ],
  };
  return JSON.stringify({
    UserDetailList: [user],
    GroupDetailList: [],
    RoleDetailList: [role],
    Policies: [],
  });
}

let trustpath: Trustpath;
let folder: string;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-window-'));
  trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

const box = () => trustpath.window.getByRole('combobox', { name: /Paste a credential/ });

test('recognises a credential before any snapshot is open', async () => {
  const { window: page } = trustpath;
  await page.keyboard.press('Control+L');
  await expect(box()).toBeFocused();
  await box().fill('ASIAY34FZKBOKMUTVV7A');
  await expect(box()).toHaveClass(/masked/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.recognition')).toContainText('609629065308');
  await expect(box()).toHaveValue('');
});

test('says in place what a file that is no snapshot is, and stays open', async () => {
  const { window: page, app } = trustpath;
  const file = path.join(folder, 'notes.trustpath');
  await writeFile(file, 'these are notes');
  await answerDialogs(app, { open: [file] });
  await page.keyboard.press('Control+O');
  await expect(page.getByRole('alert')).toContainText('notes.trustpath');
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('imports a dump and shows the names in it as text', async () => {
  const { window: page, app } = trustpath;
  const file = path.join(folder, 'dump.json');
  await writeFile(file, dump());
  await page.keyboard.press('Control+N');
  await answerDialogs(app, { open: [file], save: path.join(folder, 'import.trustpath') });
  await page.getByRole('button', { name: /Choose files/ }).click();
  await page.getByRole('button', { name: 'Collect 1 source' }).click();
  await expect(page.getByRole('banner')).toContainText(/import\.trustpath\s*sealed/, { timeout: 20_000 });

  await box().pressSequentially('intern');
  await page
    .getByRole('option', { name: /intern/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await expect(page.locator('.entity-card', { hasText: 'crown jewel' })).toHaveCount(1);
  await expect(page.locator('.path-list, .table').getByText('U+202E').first()).toBeVisible();
  expect(await page.locator('img').count()).toBe(0);
  const shown = (await page.locator('body').textContent()) ?? '';
  expect(shown).not.toContain('\u202e');
  expect(await page.title()).not.toContain('\u202e');
});

test('is worked by keys alone: ask, choose, open a proof, go to each view', async () => {
  const { window: page } = trustpath;
  await page.keyboard.press('Control+K');
  await page.keyboard.type('identities');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Identities and resources' })).toBeVisible();
  await page.getByRole('textbox', { name: /Filter/ }).focus();
  await page.keyboard.type(':user/intern');
  await expect(page.getByText('1 entity', { exact: true })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('grid', { name: 'Identities and resources' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();
  await page.locator('.entity-card').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Entity' })).toBeVisible();
});

test('runs the same commands from the native menu', async () => {
  const { window: page, app } = trustpath;
  await expect
    .poll(() =>
      chooseMenuItem(app, 'go-coverage').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible();
  await chooseMenuItem(app, 'show-shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('follows the dark and light choice of a person', async () => {
  const { window: page } = trustpath;
  for (const theme of ['Dark', 'Light']) {
    await page.keyboard.press('Control+K');
    await page.keyboard.type(`${theme} theme`);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
  }
});

test('had no page error on the way', () => {
  expect(trustpath.pageErrors()).toEqual([]);
});
