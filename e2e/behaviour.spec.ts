import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { generatedAuditLog } from '../cli/testing/generated-audit-log.ts';
import { createEngine } from '../engine/engine.ts';
import { seededRandom } from '../scripts/faults/seeded-random.ts';
import { launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

const MANIFEST = `
apiVersion: v1
kind: List
items:
${Array.from(
  { length: 24 },
  (_, number) =>
    `- {apiVersion: v1, kind: ServiceAccount, metadata: {name: nightly-${number}, namespace: team-${number % 8}}}`,
).join('\n')}
`;

test('by keyboard alone: who does not behave as before, why, since when, and the record of it', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-behaviour-'));
  const snapshot = path.join(folder, 'prod.trustpath');
  const { events, planted, subjects } = generatedAuditLog(seededRandom(1));
  const manifests = path.join(folder, 'accounts.yaml');
  const log = path.join(folder, 'audit.log');
  await writeFile(manifests, MANIFEST);
  await writeFile(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const engine = createEngine();
  await engine.request('import.kubernetes', { paths: [manifests], cluster: 'prod', out: snapshot });
  await engine.request('import.kubernetes-audit', {
    paths: [log],
    cluster: 'prod',
    out: snapshot,
    add: true,
  });
  engine.close();
  const trustpath = await launchTrustpath({ files: [snapshot], size: SIZE });
  const { window: page } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await keyboard.press('Control+p');
    await page.getByRole('button', { name: 'Behaviour' }).press('Enter');
    const grid = page.getByRole('grid', { name: 'Behaviour' });
    const told = page.getByRole('article', { name: 'Behaviour of the identity' });
    // The kubelets' users are among those whom the log saw.
    await expect(page.getByText(/ of \d+ identities not as before/)).toBeVisible();
    await grid.focus();
    await lookAt(trustpath, [['behaviour', () => told.getByRole('heading', { name: /^Before/ })]]);

    const audience = planted.find(({ kind }) => kind === 'unexpected-audience');
    await page.getByRole('textbox', { name: 'Filter by words' }).fill('unexpected-audience');
    await expect(grid.getByRole('row')).toHaveCount(1 + 3);
    await page.getByRole('textbox', { name: 'Filter by words' }).fill(audience?.subject ?? '');
    await grid.press('Home');
    const deviation = told.getByRole('region', { name: 'Unexpected audience: sts.amazonaws.com' });
    await expect(deviation).toContainText('1 event');
    await expect(deviation).toContainText('Not among the audiences that tokens were made for before (1).');
    await expect(told.getByRole('region', { name: 'Before' })).toContainText('https://vault.example.com');
    await deviation.getByRole('button').press('Enter');
    const document = page.getByRole('toolbar', { name: 'Drawer' });
    await expect(document).toBeVisible();
    await expect(page.locator('.document')).toContainText('sts.amazonaws.com');
    await lookAt(trustpath, [['behaviour-record', () => document]]);
    await page.getByRole('button', { name: 'Close the document' }).press('Enter');

    // Since another day: what was new a week ago was there before.
    await page.getByLabel('Since', { exact: true }).fill('2026-11-20');
    await expect(told).toContainText('not as before since 2026-11-20');
    await page.getByRole('button', { name: 'Last seven days' }).press('Enter');
    await expect(told).toContainText('not as before since 2026-11-14');

    // From anywhere that an identity is looked at.
    await keyboard.press('Control+3');
    await page.getByRole('textbox', { name: /^Filter/ }).fill('nightly-3');
    const identities = page.getByRole('grid').first();
    await expect(identities.getByRole('row', { name: /nightly-3/ })).toBeVisible();
    await identities.press('Home');
    await page.getByRole('button', { name: 'Behaviour', exact: true }).press('Enter');
    await expect(told).toContainText('team-3/nightly-3');
    expect(subjects).toContain('k8s://prod/serviceaccount/team-3/nightly-3');
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a snapshot without a log says which import would tell', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-behaviour-none-'));
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.keyboard.press('Control+p');
    await page.getByRole('button', { name: 'Behaviour' }).press('Enter');
    await lookAt(trustpath, [
      ['behaviour-none', () => page.getByText('The snapshot has no log of what was done.')],
    ]);
    await page.getByRole('button', { name: 'Import logs' }).press('Enter');
    await expect(page.getByRole('heading', { name: /Collect/ }).first()).toBeVisible();
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
