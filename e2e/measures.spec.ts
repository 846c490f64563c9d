import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { daysBefore, MONTHS, ROOT, roleArn, sealedAt, yearOf } from '../engine/testing/estate-year.ts';
import { sealMonth } from '../engine/testing/seal-month.ts';
import { createCase } from '../schema/case/case-file.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath, type Trustpath } from './launch.ts';
import { lookAt } from './looks.ts';

// One window, which each test leaves as the next needs it.
test.describe.configure({ mode: 'serial' });

let folder: string;
let trustpath: Trustpath;
let page: Page;

/** A year of snapshots, ten of which a case is about, and of one that is not there any more. */
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-measures-'));
  const home = path.join(folder, 'home');
  // What this machine sealed, the window opens without checking it as a stranger's.
  process.env.TRUSTPATH_HOME = home;
  const file = (month: number) => path.join(folder, `month-${String(month + 1).padStart(2, '0')}.trustpath`);
  for (const truth of yearOf(161)) sealMonth(file(truth.month), truth);
  const made = createCase(path.join(folder, 'year.trustcase'), {
    title: 'Year',
    at: sealedAt(0),
    by: 'test',
  });
  for (let month = 2; month < MONTHS; month++) {
    const reader = openSnapshot(file(month));
    const digest = reader.info().digest ?? '';
    reader.close();
    made.apply(
      { do: 'attach-snapshot', digest, path: file(month), title: `Month ${month + 1}` },
      sealedAt(month),
    );
  }
  const gone = { path: file(12), digest: `sha256:${'0'.repeat(64)}`, title: 'Month 13' };
  made.apply({ do: 'attach-snapshot', ...gone }, sealedAt(11));
  made.apply(
    { do: 'keep-question', id: 'q', title: 'Build', question: { from: roleArn('role-3'), to: ROOT } },
    sealedAt(2),
  );
  const exception = {
    scope: { of: 'entity' as const, entity: roleArn('role-3') },
    reason: 'It is replaced by the new pipeline.',
    owner: 'Amara',
    approver: 'Ben',
    control: 'Its sessions are watched.',
    granted: daysBefore(5, 3),
    expires: '2025-08-31',
  };
  made.apply({ do: 'exception', id: 'e', exception }, sealedAt(5));
  trustpath = await launchTrustpath({ files: [file(MONTHS - 1)], env: { TRUSTPATH_HOME: home } });
  page = trustpath.window;
  await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
});

test.afterAll(async () => {
  delete process.env.TRUSTPATH_HOME;
  await trustpath.close();
  await rm(folder, { recursive: true, force: true });
});

const table = () => page.getByRole('grid', { name: 'Measures', exact: true });
const rowOf = (title: string) => table().getByRole('row').filter({ hasText: title });

test('by keyboard alone: measures, a trend over the snapshots of the case, and what is behind a measure', async () => {
  const { app } = trustpath;
  const { keyboard } = page;
  await keyboard.press('Control+p');
  await expect(page.getByRole('status').filter({ hasText: '1 snapshot measured' })).toBeVisible();
  await expect(rowOf('Exception debt')).toContainText('not known');
  await expect(rowOf('Ownership coverage')).toContainText('one snapshot');

  // The case brings its other nine snapshots, two more are chosen.
  await answerDialogs(app, { open: [path.join(folder, 'year.trustcase')] });
  await chooseMenuItem(app, 'open-case');
  await expect(page.getByRole('banner')).toContainText('Case Year');
  await expect(page.getByRole('status').filter({ hasText: '10 snapshots measured' })).toBeVisible({
    timeout: 20_000,
  });
  await answerDialogs(app, {
    open: ['01', '02'].map((each) => path.join(folder, `month-${each}.trustpath`)),
  });
  await keyboard.press('Control+k');
  await keyboard.type('Add snapshots to the measures');
  await keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '12 snapshots measured' })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText(/month-13\.trustpath: there is no such file/)).toBeVisible();
  await expect(rowOf('Exception debt')).toContainText('1 exception');
  await expect(rowOf('Ownership coverage').getByRole('img')).toHaveAttribute('aria-label', /^12 snapshots: /);

  // The measure whose month was collected in part says so.
  await table().focus();
  await keyboard.press('Home');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  for (let step = 0; step < 17; step++) {
    if (await inspector.getByText('Credential half-life').isVisible()) break;
    await keyboard.press('ArrowDown');
  }
  await expect(inspector).toContainText('Median age in days of the keys and tokens');
  const partial = inspector.getByRole('row').filter({ hasText: '2025-07-28' });
  await expect(partial).toContainText('not known');

  // Enter shows what is behind it, Escape goes back, Enter on an entity shows it in Identities.
  await keyboard.press('Enter');
  const behind = page.getByRole('grid', { name: 'Behind Credential half-life' });
  await expect(behind).toContainText('access key');
  await keyboard.press('Escape');
  await expect(table()).toBeVisible();
  await table().focus();
  await keyboard.press('Enter');
  await expect(behind).toBeFocused();
  // Escape closes what is open over the list, and only that.
  await keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(behind).toBeVisible();
  await behind.focus();
  await expect(behind).toContainText('access key');
  await keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Identities and resources' })).toContainText('AKIA');
  await keyboard.press('Control+p');
  await expect(behind).toBeVisible();
  await page.getByRole('button', { name: 'Show as machine identities' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Behind: Credential half-life' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^1 identity/ })).toBeVisible();
  await page.getByRole('button', { name: 'Behind: Credential half-life' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^11 identities/ })).toBeVisible();
  await keyboard.press('Control+p');
  await keyboard.press('Escape');
  await expect(table()).toBeVisible();
  expect(trustpath.pageErrors()).toEqual([]);
});

test('the year is saved and copied for others', async () => {
  const { app } = trustpath;
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('status').filter({ hasText: 'measured' })).toBeVisible({ timeout: 20_000 });
  const file = path.join(folder, 'measures.csv');
  await answerDialogs(app, { save: file });
  await chooseMenuItem(app, 'save-measures-csv');
  await expect(async () => {
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 12 * 17);
    expect(lines[0]).toMatch(/^sealed,snapshot,measure,/);
  }).toPass({ timeout: 10_000 });
  await chooseMenuItem(app, 'copy-measures');
  await expect(async () => {
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/^\| Measure \| 2025-01-28 \| .* \| 2025-12-28 \|$/m);
  }).toPass({ timeout: 10_000 });
});

test('looks right in both themes, small and large', async () => {
  test.setTimeout(120_000);
  const measures = async () => {
    await page.keyboard.press('Control+p');
    if (await page.getByRole('grid', { name: /^Behind / }).isVisible()) await page.keyboard.press('Escape');
    await table().focus();
    await page.keyboard.press('Home');
    return rowOf('Ownership coverage').getByRole('img');
  };
  await lookAt(trustpath, [
    ['measures', measures],
    [
      'measures-behind',
      async () => {
        await measures();
        await page.keyboard.press('Enter');
        return page.getByRole('grid', { name: /^Behind / });
      },
    ],
    [
      'measures-identities',
      async () => {
        await page.getByRole('button', { name: 'Show as machine identities' }).click();
        return page.getByRole('button', { name: /^Behind: / });
      },
    ],
  ]);
  expect(trustpath.pageErrors()).toEqual([]);
});
