import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import type { Input, Output } from '../schema/contract.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };
const SECRET = 'payments/provider-api-key';
const ACCOUNT = 'arn:aws:iam::111122223333:root';
const day = (days: number) => new Date(Date.now() + 86_400_000 * days).toISOString().slice(0, 10);
const words = {
  reason: 'The vendor moves to a named account in summer',
  owner: 'Platform',
  approver: 'R. Okafor',
  control: 'The role is denied outside the office network',
};

/** A case with exceptions as they were granted some time ago. */
async function caseWith(
  file: string,
  exceptions: readonly Extract<Input<'case.apply'>['action'], { do: 'exception' }>['exception'][],
): Promise<void> {
  const engine = createEngine();
  const made = await engine.request('case.create', { path: file, title: 'exceptions' });
  for (const [at, exception] of exceptions.entries())
    await engine.request('case.apply', {
      case: made.case,
      action: { do: 'exception', id: `e${at}`, exception },
    });
  engine.close();
}

async function exceptionsIn(file: string): Promise<Output<'case.open'>['exceptions']> {
  const engine = createEngine();
  try {
    return (await engine.request('case.open', { path: file })).exceptions;
  } finally {
    engine.close();
  }
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Grant an exception' });

async function write(dialog: Locator, expires: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(words.reason);
  await dialog.getByRole('textbox', { name: /^Owner/ }).fill(words.owner);
  await dialog.getByRole('textbox', { name: 'Approved by' }).fill(words.approver);
  await dialog.getByRole('textbox', { name: 'Compensating control' }).fill(words.control);
  await dialog.getByLabel('Last day (UTC)').fill(expires);
}

test('an exception is granted for a finding, with what lacks said beside the fields, and asks for a case', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-exceptions-'));
  const file = path.join(folder, 'new.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.keyboard.press('Control+7');
    const list = page.getByRole('grid', { name: 'Findings' });
    const row = list.getByRole('row').nth(1);
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Grant an exception…' }).click();
    const dialog = dialogOf(page);
    const grant = dialog.getByRole('button', { name: 'Begin a case and grant it…' });
    await grant.click();
    await expect(dialog.getByRole('alert')).toHaveCount(5);
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
    await lookAt(trustpath, [['exception-faults', () => dialog.getByRole('alert').first()]]);
    await write(dialog, day(-1));
    await grant.click();
    await expect(dialog.getByRole('alert')).toHaveText(/Its last day is over/);
    await dialog.getByLabel('Last day (UTC)').fill(day(30));
    await expect(dialog.getByRole('alert')).toHaveCount(0);

    await answerDialogs(app, { save: null });
    await grant.click();
    await expect(dialog).toBeVisible();
    await answerDialogs(app, { save: file });
    await grant.click();
    await expect(dialog).toBeHidden();
    await expect(list).toContainText(`excepted until ${day(30)}`);
    const [granted] = await exceptionsIn(file);
    expect(granted).toMatchObject({ live: true, daysLeft: 30, exception: words });
    expect(granted?.exception.scope).toMatchObject({ of: 'finding' });
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('by keyboard alone: a path and an entity are excepted from the list, and what is over stands beside them', async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-exceptions-keys-'));
  const file = path.join(folder, 'exceptions.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const over = { ...words, granted: '2026-01-02T03:04:05.000Z', expires: '2026-02-03' };
  const [worst, second] = await worstFindings(sample.file);
  await caseWith(file, [
    { ...over, scope: { of: 'path', from: sample.keyId, to: ACCOUNT } },
    { ...over, scope: { of: 'finding', finding: worst } },
    { ...over, expires: day(14), scope: { of: 'finding', finding: second } },
  ]);
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(app, { open: [file] });
    await chooseMenuItem(app, 'open-case');
    await expect(page.getByRole('banner')).toContainText('Case exceptions');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(sample.keyId);
    await keyboard.press('Enter');
    const paths = page.getByRole('listbox', { name: 'Paths' });
    await expect(paths).toContainText('exception ended 2026-02-03', { timeout: 20_000 });
    await paths.focus();
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Chosen path' })).toBeVisible();
    await keyboard.press('Enter');
    const dialog = dialogOf(page);
    await expect(dialog.getByRole('combobox', { name: 'What it covers' })).toContainText(SECRET);
    for (const text of [words.reason, words.owner, words.approver, words.control]) {
      await keyboard.insertText(text);
      await keyboard.press('Tab');
    }
    const [year = '', month = '', date = ''] = day(60).split('-');
    await keyboard.type(`${month}${date}${year}`);
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    const option = paths.getByRole('option').nth(1);
    await expect(option).toContainText(`excepted until ${day(60)}`);
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await expect(async () => expect(await spilling(paths)).toEqual([])).toPass({ timeout: 5_000 });

    // An entity, by the palette.
    await keyboard.press('Control+3');
    await page.getByRole('textbox', { name: 'Filter by name or identifier' }).fill('payments-api');
    const grid = page.getByRole('grid', { name: 'Identities and resources' });
    await expect(grid.getByRole('row').nth(1)).toContainText('payments-api');
    await grid.focus();
    await keyboard.press('Home');
    await keyboard.press('Control+K');
    await keyboard.insertText('exception for the chosen entity');
    await keyboard.press('Enter');
    await write(dialog, day(90));
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    expect((await exceptionsIn(file)).map(({ exception: { scope } }) => scope.of).sort()).toEqual([
      'entity',
      'finding',
      'finding',
      'path',
      'path',
    ]);

    await lookAt(trustpath, [
      [
        'exceptions-findings',
        async () => {
          await keyboard.press('Control+7');
          return page.getByRole('grid', { name: 'Findings' }).getByText('exception ended 2026-02-03');
        },
      ],
      [
        'exceptions-paths',
        async () => {
          await keyboard.press('Control+2');
          return paths.getByText(`excepted until ${day(60)}`);
        },
      ],
      [
        'exceptions-case',
        async () => {
          await keyboard.press('Control+J');
          await page
            .getByRole('navigation', { name: 'Parts of the case' })
            .getByRole('button', { name: /^Exceptions/ })
            .click();
          return page.getByText('Over since 2026-02-03').first();
        },
      ],
    ]);
    // What is withdrawn there is gone from the paths that are shown again.
    await page
      .getByRole('button', { name: `Withdraw the exception for ${sample.keyId} → ${ACCOUNT}` })
      .press('Enter');
    await keyboard.press('Control+2');
    await expect(paths).not.toContainText('exception ended', { timeout: 10_000 });
    await expect(paths).toContainText(`excepted until ${day(60)}`);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function worstFindings(snapshot: string): Promise<readonly [string, string]> {
  const engine = createEngine();
  try {
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    const { findings } = await engine.request('findings', { handle });
    return [findings[0]?.id ?? '', findings[1]?.id ?? ''];
  } finally {
    engine.close();
  }
}

/** Rows of the list whose content stands out of them, with how far. */
function spilling(paths: Locator): Promise<string[]> {
  return paths.getByRole('option').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const box = row.getBoundingClientRect();
      return [...row.querySelectorAll('*')].flatMap((each) => {
        const { bottom, top, right } = each.getBoundingClientRect();
        const isOut = bottom > box.bottom + 0.5 || top < box.top - 0.5 || right > box.right + 0.5;
        return isOut && each.closest('.clip') === null ? [`${each.className}: ${row.textContent}`] : [];
      });
    }),
  );
}
