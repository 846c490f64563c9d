import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath, type Trustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

let trustpath: Trustpath;
let folder: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-tools-'));
  const { file } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  trustpath = await launchTrustpath({
    files: [file],
    size: { width: 1280, height: 800 },
    theme: 'light',
  });
  await ask('ci-deployer');
  await expect(page().getByRole('listbox', { name: 'Paths' })).toBeVisible({ timeout: 20_000 });
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

const page = () => trustpath.window;
const tabs = () => page().getByRole('navigation', { name: 'Questions' });
const menu = () => page().getByRole('menu');
const card = (name: string) => page().locator('.entity-card', { hasText: name });
const cards = () => page().locator('.entity-card');
const clipboard = () => trustpath.app.evaluate(({ clipboard: system }) => system.readText());

async function ask(text: string): Promise<void> {
  const box = page().getByRole('combobox', { name: /Paste a credential/ });
  await box.fill(text);
  await page()
    .getByRole('option', { name: new RegExp(text) })
    .first()
    .click();
}

/** The menu key on a card: the pointer goes to the canvas below, keys come to the card. */
async function openMenuOf(name: string): Promise<void> {
  await card(name).focus();
  await page().keyboard.press('Shift+F10');
  await expect(menu()).toBeVisible();
}

test('asks in tabs, each with its own way back', async () => {
  await page().keyboard.press('Control+T');
  await expect(tabs().getByRole('listitem')).toHaveCount(2);
  await ask('platform-deploy');
  await expect(page().locator('.recognition')).toContainText('platform-deploy');
  await page().keyboard.press('Control+Tab');
  await expect(page().locator('.recognition')).toContainText('ci-deployer');
  await page().keyboard.press('Control+Shift+Tab');
  await page().keyboard.press('Alt+ArrowLeft');
  await expect(page().getByText('Paste a leaked credential, or name an identity.')).toBeVisible();
  await page().keyboard.press('Control+W');
  await expect(tabs().getByRole('listitem')).toHaveCount(1);
  await expect(page().locator('.recognition')).toContainText('ci-deployer');
});

test('offers on a card what the palette offers, by keys alone', async () => {
  await openMenuOf('platform-deploy');
  await expect(menu().getByRole('menuitem').first()).toBeFocused();
  for (const name of ['What it reaches', 'Who can reach it', 'Shortest path to here', 'Copy the identifier'])
    await expect(menu().getByRole('menuitem', { name, exact: true })).toBeVisible();
  await page().keyboard.press('Escape');
  await expect(menu()).toBeHidden();
  await openMenuOf('platform-deploy');
  await page().keyboard.type('Copy as text');
  await page().keyboard.press('Enter');
  await expect.poll(clipboard).toContain('Id: arn:aws:iam::111122223333:role/platform-deploy');
});

test('goes to the next path where a hop is disabled, counts it, and takes it back', async () => {
  const first = page().getByRole('listbox', { name: 'Paths' }).getByRole('option').first();
  const before = await first.textContent();
  const grid = page().getByRole('grid', { name: 'Relations of the paths drawn' });
  await grid.getByText('platform-deploy').first().click();
  await grid.focus();
  await page().keyboard.press('Shift+F10');
  await menu().getByRole('menuitem', { name: 'Disable this hop' }).click();
  await expect(page().getByText(/Not followed: .*1 disabled/)).toBeVisible();
  await expect(page().getByRole('region', { name: 'Disabled hops' })).toContainText('build-artifacts');
  const list = page().getByRole('listbox', { name: 'Paths' });
  if (await list.isVisible()) await expect(list.getByRole('option').first()).not.toHaveText(before ?? '');
  await page().keyboard.press('Control+Z');
  await expect(page().getByText(/Not followed/)).toBeHidden();
  await expect(first).toHaveText(before ?? '');
});

test('counts parallel relations as one line and opens them on demand', async () => {
  const grid = page().getByRole('grid', { name: 'Relations of the paths drawn' });
  await grid.getByText('can read').first().click();
  const relations = page().getByRole('article', { name: /^Relation:/ });
  await expect(relations).toHaveCount(1);
  await page().getByRole('button', { name: 'Show 1 more relation between these two' }).click();
  await expect(relations).toHaveCount(2);
  await expect(relations.nth(1)).toContainText('can write');
});

test('hides, pins and names what it draws, and takes each back', async () => {
  const count = await cards().count();
  await openMenuOf('platform-deploy');
  await menu().getByRole('menuitem', { name: 'Hide in the drawing' }).click();
  await expect(cards()).toHaveCount(count - 1);
  await page().keyboard.press('Control+Z');
  await expect(cards()).toHaveCount(count);
  await page().keyboard.press('Control+Shift+Z');
  await expect(cards()).toHaveCount(count - 1);
  await page().getByRole('button', { name: 'Show 1 hidden' }).click();
  await expect(cards()).toHaveCount(count);

  const box = (await card('platform-deploy').boundingBox())!;
  await page().mouse.move(box.x + 60, box.y + 20);
  await page().mouse.down();
  await page().mouse.move(box.x + 100, box.y + 120, { steps: 6 });
  await page().mouse.up();
  await expect(card('platform-deploy')).toContainText('pinned');
  const moved = (await card('platform-deploy').boundingBox())!;
  expect(Math.abs(moved.y - box.y - 100)).toBeLessThan(8);
  await page().keyboard.press('Control+Z');
  await expect(card('platform-deploy')).not.toContainText('pinned');
  await expect
    .poll(async () => Math.round((await card('platform-deploy').boundingBox())!.y))
    .toBe(Math.round(box.y));

  await card('platform-deploy').focus();
  await page().keyboard.press('Shift+ArrowDown');
  await expect(card('platform-deploy')).toContainText('pinned');
  await page().keyboard.press('Control+Z');
  await expect(card('platform-deploy')).not.toContainText('pinned');

  await page().keyboard.press('Control+Shift+L');
  await expect(page().locator('.canvas')).not.toContainText('platform-deploy');
  await page().keyboard.press('Control+Shift+L');
  await expect(page().locator('.canvas')).toContainText('platform-deploy');
});

test('keeps pins in the case, for the question they were set in', async () => {
  const file = path.join(folder, 'larkfield.trustcase');
  await answerDialogs(trustpath.app, { save: file });
  await chooseMenuItem(trustpath.app, 'new-case');
  await expect(page().getByRole('banner')).toContainText('Case larkfield');
  await openMenuOf('platform-deploy');
  await menu().getByRole('menuitem', { name: 'Pin where it is' }).click();
  await expect(card('platform-deploy')).toContainText('pinned');
  await expect.poll(() => readFile(file, 'utf8')).toMatch(/"do":"pin".*role\/platform-deploy/);
  await page().keyboard.press('Control+T');
  await ask('ci-deployer');
  await expect(card('platform-deploy')).toContainText('pinned');
  await expect(card('build-artifacts')).not.toContainText('pinned');
  await page().keyboard.press('Control+W');
  await page().keyboard.press('Control+Z');
  await expect(card('platform-deploy')).not.toContainText('pinned');
  await chooseMenuItem(trustpath.app, 'close-case');
  await expect(page().getByRole('banner')).not.toContainText('Case');
});

test('groups a blast radius by tier, kind or source, and leads on from each row', async () => {
  await page()
    .getByRole('tab', { name: /Blast radius/ })
    .click();
  const grid = page().getByRole('grid', { name: 'Blast radius' });
  const first = grid.getByRole('row').nth(1);
  await expect(first).toContainText('Crown jewel');
  const by = page().getByRole('combobox', { name: 'Group by' });
  await by.selectOption('source');
  await expect(first).toContainText('aws:111122223333');
  await by.selectOption('kind');
  await expect(first).not.toContainText('aws:');
  const rows = Number(await grid.getAttribute('aria-rowcount'));
  await grid.focus();
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('Enter');
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(rows);
  // Until the entities of the group are read, a row says how many there are.
  await expect(grid.getByRole('button', { name: 'Shortest path' }).first()).toBeVisible();
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('Shift+F10');
  await expect(menu().getByRole('menuitem', { name: 'Shortest path to here' })).toBeVisible();
  await page().keyboard.press('Escape');
  await by.selectOption('tier');
  await page().getByRole('tab', { name: /Paths/ }).click();
});

test('finds entities of a kind by name', async () => {
  await page().keyboard.press('Control+K');
  const search = page().getByRole('combobox', { name: 'Commands and entities' });
  await search.fill('kind:secret p');
  const entities = page().locator('.palette-item').filter({ hasText: /·/ });
  await expect(entities.first()).toContainText(/secret/i);
  for (const text of await entities.allTextContents()) expect(text).toMatch(/secret/i);
  await page().keyboard.press('Escape');
  await expect(search).toHaveCount(0);
});

test('copies the answer and saves picture and table', async () => {
  const run = async (name: string) => {
    await page().keyboard.press('Control+K');
    await page().getByRole('combobox', { name: 'Commands and entities' }).fill(name);
    await page().locator('.palette-item', { hasText: name }).first().click();
  };
  await run('Copy the answer as Markdown');
  await expect.poll(clipboard).toContain('### Path 1: `arn:aws:iam::111122223333:user/ci-deployer`');
  await run('Copy the answer as JSON');
  // What was copied before is no JSON, and may stand there for a moment yet.
  await expect(async () => expect(JSON.parse(await clipboard()).paths.length).toBeGreaterThan(0)).toPass({
    timeout: 5_000,
  });

  const save = async (command: string, name: string) => {
    const file = path.join(folder, name);
    await answerDialogs(trustpath.app, { save: file });
    await run(command);
    await expect
      .poll(() =>
        readFile(file).then(
          ({ length }) => length,
          () => 0,
        ),
      )
      .toBeGreaterThan(100);
    return readFile(file);
  };
  const svg = (await save('Save the drawing as SVG', 'paths.svg')).toString();
  expect(svg).toContain('>ci-deployer</text>');
  expect(svg).toMatch(/>can read \+\d+<\/text>/);
  const png = await save('Save the drawing as PNG', 'paths.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);
  const csv = (await save('Save the table of the answer as CSV', 'paths.csv')).toString();
  expect(csv).toMatch(/^path,hop,from,/);
  expect(csv.split('\r\n').length).toBeGreaterThan(4);
});

test('shows each of these in both themes and at both sizes, with nothing serious for axe', async () => {
  test.setTimeout(120_000);
  await page().keyboard.press('Control+T');
  await ask('larkfield-customer-exports');
  await page().keyboard.press('Control+Tab');
  const close = async () => {
    await page().keyboard.press('Escape');
    await expect(menu()).toBeHidden();
  };
  await lookAt(trustpath, [
    [
      'tools-menu',
      async () => {
        await openMenuOf('platform-deploy');
        return menu();
      },
    ],
    [
      'tools-merged',
      async () => {
        await close();
        await page().getByRole('checkbox', { name: 'Draw all' }).check();
        return cards();
      },
    ],
    [
      'tools-disabled',
      async () => {
        await page().getByRole('checkbox', { name: 'Draw all' }).uncheck();
        const grid = page().getByRole('grid', { name: 'Relations of the paths drawn' });
        await grid.getByRole('row').nth(2).click();
        await page().keyboard.press('Control+D');
        const region = page().getByRole('region', { name: 'Disabled hops' });
        await region.waitFor();
        return region;
      },
    ],
    [
      'tools-blast',
      async () => {
        await page()
          .getByRole('tab', { name: /Blast radius/ })
          .click();
        const grid = page().getByRole('grid', { name: 'Blast radius' });
        await grid.getByRole('row').nth(2).dblclick();
        return grid.getByRole('row').nth(3);
      },
    ],
    [
      'tools-back',
      async () => {
        await page().getByRole('tab', { name: /Paths/ }).click();
        await page().keyboard.press('Control+Z');
        return cards();
      },
    ],
  ]);
});

test('had no page error on the way', () => {
  expect(trustpath.pageErrors()).toEqual([]);
});
