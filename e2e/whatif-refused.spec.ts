import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const CLUSTER = 'k8s://larkfield-prod';
const OWNED = "has(object.metadata.annotations) && 'owner' in object.metadata.annotations";

test('by keyboard alone: what an admission policy refuses is named with its reason, and its guardrail says what it refused', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-refused-'));
  const { file } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const scenario = path.join(folder, 'owners.json');
  const account = {
    change: 'create-service-account',
    cluster: CLUSTER,
    namespace: 'payments',
    name: 'api-2',
  };
  await writeFile(
    scenario,
    JSON.stringify({
      changes: [
        {
          change: 'admission-policy',
          cluster: CLUSTER,
          name: 'accounts-have-owners',
          rules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['serviceaccounts'] },
          ],
          validations: [{ expression: OWNED, message: 'A service account names its owner.' }],
        },
        { ...account, like: `${CLUSTER}/serviceaccount/payments/api` },
        {
          change: 'set-service-account',
          workload: `${CLUSTER}/deployment/payments/api`,
          account: 'api-2',
        },
      ],
    }),
  );
  const trustpath = await launchTrustpath({ files: [file], size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await keyboard.press('Control+8');
    await answerDialogs(app, { open: [scenario] });
    await page.getByRole('button', { name: 'Open…' }).press('Enter');
    const refused = page.getByRole('list', { name: 'Refused by admission' });
    await expect(refused.getByRole('listitem')).toHaveCount(2, { timeout: 20_000 });
    await expect(refused).toContainText('accounts-have-owners');
    await expect(refused).toContainText('ServiceAccount payments/api-2: A service account names its owner.');
    await expect(refused).toContainText('The service account payments/api-2 is refused itself.');
    await expect(page.getByRole('status').filter({ hasText: '2 changes are refused' })).toBeVisible();
    await lookAt(trustpath, [['whatif-refused', () => refused]]);

    await chooseMenuItem(app, 'show-guardrails');
    await page.getByRole('button', { name: 'Make them for this snapshot' }).press('Enter');
    const grid = page.getByRole('grid', { name: 'Guardrails' });
    const owners = grid.getByRole('row', { name: /holds.*owner and expiry/i });
    await expect(grid.getByRole('row', { name: /^holds / }).first()).toBeVisible({ timeout: 30_000 });
    // Of a long list only the rows in sight are there: it is among the last.
    await grid.focus();
    await keyboard.press('End');
    for (let step = 0; step < 20 && (await owners.count()) === 0; step++) await keyboard.press('ArrowUp');
    for (let step = 0; step < 20 && (await owners.getAttribute('aria-selected')) !== 'true'; step++)
      await keyboard.press('ArrowUp');
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await expect(inspector).toContainText(
      'are asked of the admission policy: refused: Create the service account',
    );
    await lookAt(trustpath, [['guardrail-refused', () => owners]]);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
