import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { answerDialogs, launchTrustpath, type Trustpath } from './launch.ts';
import { lookAt } from './looks.ts';

/** A made-up secret, put together here so that no scanner takes it for a real one. */
const SECRET = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYSAMPLESECRET'].join('/');

let trustpath: Trustpath;
let folder: string;
let keyId: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-story-'));
  trustpath = await launchTrustpath({ size: { width: 1280, height: 800 }, theme: 'light' });
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

const box = () => trustpath.window.getByRole('combobox', { name: /Paste a credential/ });
const view = (name: string) =>
  trustpath.window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });

test('collects the sample and offers its leaked key', async () => {
  const { window: page } = trustpath;
  await page.getByRole('button', { name: /Create the sample estate/ }).click();
  await expect(page.getByRole('button', { name: 'Trace it' })).toBeVisible({ timeout: 45_000 });
  keyId = (await page.locator('.banner .mono').textContent()) ?? '';
  expect(keyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  await expect(page.getByRole('banner')).toContainText(/sealed \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
});

test('traces a pasted credential without keeping its secret', async () => {
  const { window: page } = trustpath;
  await page.evaluate(
    (text) => window.trustpath.copyText(text),
    `aws_access_key_id = ${keyId}\naws_secret_access_key = ${SECRET}`,
  );
  await box().focus();
  await page.keyboard.press('Control+V');
  const paths = page.getByRole('listbox', { name: 'Paths' });
  await expect(paths).toBeVisible();
  await expect(page.locator('.recognition')).toContainText(keyId);
  await expect(page.locator('.recognition')).toContainText('Belongs to');

  await expect(box()).toHaveValue('');
  await box().focus();
  await page.keyboard.press('Control+Z');
  await expect(box()).toHaveValue('');
  const places = await page.evaluate(() => ({
    page: document.documentElement.outerHTML,
    values: [...document.querySelectorAll('input, textarea')].map((each) => (each as HTMLInputElement).value),
    storage: JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }),
    title: document.title,
    address: location.href,
    history: JSON.stringify(history.state),
  }));
  expect(JSON.stringify(places)).not.toContain('SAMPLESECRET');
});

test('shows a path left to right, with each hop in the table beside it', async () => {
  const { window: page } = trustpath;
  const cards = page.locator('.entity-card');
  await expect(cards.first()).toContainText('foothold');
  expect(await cards.count()).toBeGreaterThan(2);
  const left = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().left));
  expect(left).toEqual([...left].sort((a, b) => a - b));
  await expect(page.getByRole('grid', { name: 'Relations of the paths drawn' }).getByRole('row')).toHaveCount(
    (await cards.count()) - 1 + 1, // one hop less than entities, and the head
  );
});

test('chooses another path by key, and the drawing follows', async () => {
  const { window: page } = trustpath;
  await page.getByRole('listbox', { name: 'Paths' }).focus();
  const before = await page.locator('.entity-card').last().textContent();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.entity-card').last()).not.toHaveText(before ?? '');
  await page.keyboard.press('Home');
});

test('opens the statement behind a hop, marked in its document', async () => {
  const { window: page } = trustpath;
  await page
    .getByRole('grid', { name: 'Relations of the paths drawn' })
    .getByText('can assume')
    .first()
    .click();
  const step = page.locator('.proof-step').filter({ hasText: /Statement/ });
  await step.first().click();
  const marked = page.locator('.document-line.marked');
  await expect(marked.first()).toBeInViewport();
  await expect(page.locator('.document-lines')).toContainText('Effect');
});

test('counts the blast radius by tier and opens a group on demand', async () => {
  const { window: page } = trustpath;
  await page.getByRole('tab', { name: /Blast radius/ }).click();
  const grid = page.getByRole('grid', { name: 'Blast radius' });
  await expect(grid).toContainText('Crown jewel');
  // Of a long table only the rows in sight are in the page; it says how many it has.
  const rows = async () => Number(await grid.getAttribute('aria-rowcount'));
  const closed = await rows();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(rows).toBeGreaterThan(closed);
});

test('says what to revoke first, with a command to copy', async () => {
  const { window: page } = trustpath;
  await page.getByRole('tab', { name: /Containment/ }).click();
  const first = page.locator('.step').first();
  await expect(first).toContainText(keyId);
  await first.getByRole('button', { name: 'Copy the command of step 1' }).click();
  await expect(first.getByRole('button', { name: 'Copied' })).toBeVisible();
});

test('goes back and forward between answers like a browser', async () => {
  const { window: page } = trustpath;
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: 'Commands and entities' }).fill('ci-deployer');
  await page.locator('.palette-item', { hasText: 'IAM user' }).first().click();
  await expect(page.locator('.recognition')).toContainText('Asked about');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.recognition')).toContainText(keyId);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.locator('.recognition')).toContainText('Asked about');
  await page.keyboard.press('Alt+ArrowLeft');
});

test('lists as many gaps that can change the answer as the answer says', async () => {
  const { window: page } = trustpath;
  const said = page.getByRole('button', { name: /gaps? could change this answer/ });
  const count = Number(/^\d+/.exec((await said.textContent())?.trim() ?? '')?.[0]);
  expect(count).toBeGreaterThan(0);
  await said.click();
  await page.getByRole('button', { name: 'Open Coverage' }).click();
  const grid = page.getByRole('grid', { name: 'Coverage by operation' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1));
  await expect(grid.getByText('can change')).toHaveCount(count);
  await expect(grid.getByRole('row', { name: /organizations:ListPolicies/ })).toContainText('denied');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('all');
  const gaps = /[\d,]+ gaps?/.exec((await page.locator('.header-gaps').textContent()) ?? '')?.[0];
  await expect(page.locator('.filter-bar')).toContainText(`${gaps} in`);
  await page.keyboard.press('Control+2');
});

test('exports the answer and verifies what it wrote', async () => {
  const { window: page, app } = trustpath;
  await page.keyboard.press('Control+E');
  await answerDialogs(app, { save: path.join(folder, 'evidence') });
  await page.getByRole('button', { name: /Choose a place and export/ }).click();
  await expect(page.getByText(/files written/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Verify it' }).click();
  await expect(
    page.getByText('Verified: no check failed. What that proves, and what not, is below.'),
  ).toBeVisible({
    timeout: 30_000,
  });
  expect(await page.locator('.check').count()).toBeGreaterThan(2);
});

test('shows every view in both themes and at both sizes, with nothing serious for axe', async () => {
  test.setTimeout(240_000);
  const { window: page } = trustpath;
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const firstRow = (name: string) => page.getByRole('grid', { name }).getByRole('row').nth(1);
  const after = async (click: Promise<unknown>, shown: Locator) => {
    await click;
    return shown;
  };
  await lookAt(trustpath, [
    ['start', () => after(view('Start').click(), heading('Start'))],
    ['collect', () => after(view('Collect').click(), heading('Collect'))],
    ['identities', () => after(view('Identities').click(), firstRow('Identities and resources'))],
    ['coverage', () => after(view('Coverage').click(), firstRow('Coverage by operation'))],
    ['evidence', () => after(view('Evidence').click(), heading('Evidence'))],
    [
      'paths',
      async () => {
        await view('Investigate').click();
        return after(page.getByRole('tab', { name: /Paths/ }).click(), page.locator('.entity-card'));
      },
    ],
    [
      'blast-radius',
      () => after(page.getByRole('tab', { name: /Blast radius/ }).click(), firstRow('Blast radius')),
    ],
    [
      'containment',
      () => after(page.getByRole('tab', { name: /Containment/ }).click(), page.locator('.step')),
    ],
  ]);
});

test('had no page error on the way', () => {
  expect(trustpath.pageErrors()).toEqual([]);
});
