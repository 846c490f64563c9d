import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startSampleEstate } from '../sample/server.ts';
import { answerDialogs, launchTrustpath, screenshot } from './launch.ts';
import { lookAt } from './looks.ts';

test('an account, manifests and a log go into one snapshot in one go, and more is added to it afterwards', async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-several-'));
  const estate = await startSampleEstate({
    faults: () => {
      // A slow API, so that its coverage can be seen to grow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      return null;
    },
  });
  const config = path.join(folder, 'aws-config');
  await writeFile(config, `[profile audit]\nregion = ${estate.region}\n`);
  const manifests = path.join(folder, 'manifests.yaml');
  await writeFile(
    manifests,
    'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: payments\n',
  );
  const log = path.join(folder, 'trail.json');
  await writeFile(
    log,
    JSON.stringify({
      Records: [
        {
          eventVersion: '1.08',
          eventTime: '2026-11-20T10:00:00Z',
          eventSource: 'sts.amazonaws.com',
          eventName: 'GetCallerIdentity',
          awsRegion: estate.region,
          eventID: '1',
          userIdentity: {
            type: 'IAMUser',
            arn: 'arn:aws:iam::111122223333:user/ci-deployer',
            accountId: '111122223333',
            accessKeyId: estate.leakedKeyId,
            userName: 'ci-deployer',
          },
        },
      ],
    }),
  );
  const trustpath = await launchTrustpath({
    userData: path.join(folder, 'data'),
    size: { width: 1280, height: 800 },
    env: {
      AWS_ACCESS_KEY_ID: estate.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: estate.credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
    },
  });
  const { window: page, app } = trustpath;
  try {
    await page.keyboard.press('Control+6');
    const found = page.getByRole('region', { name: 'Found on this machine' });
    await expect(found.getByRole('checkbox', { name: /audit/ })).toBeVisible();
    // What the collection reads is said before anything is asked.
    await page.getByText(/What is read, and as whom/).click();
    await expect(page.getByRole('region', { name: 'Calls that are made' })).toContainText(
      'iam:GetAccountAuthorizationDetails',
    );
    expect(estate.calls()).toEqual([]);

    await answerDialogs(app, { open: [manifests] });
    await page.getByRole('button', { name: 'Choose files…' }).press('Enter');
    const cluster = page.getByRole('group', { name: 'Kubernetes manifests' });
    await expect(cluster).toContainText('Name the cluster they describe.');
    await lookAt(trustpath, [['collect-wizard', () => cluster]]);
    await page.getByText(/^Roles? to assume.*endpoint/).click();
    await page.getByLabel('Endpoint').fill(estate.endpoint);
    await page.getByLabel('Regions').fill(estate.region);
    const form = page.getByRole('form', { name: 'Collect from AWS' });
    await form.getByRole('button', { name: 'Put on the list' }).press('Enter');
    await cluster.getByRole('textbox', { name: 'Name of the cluster' }).fill('larkfield-test');
    await cluster.getByRole('button', { name: 'Put on the list' }).press('Enter');
    const out = path.join(folder, 'several.trustpath');
    await page.getByLabel('Write to').fill(out);
    await expect(page.getByRole('list', { name: 'Sources to read' }).getByRole('listitem')).toHaveCount(2);
    await page.getByRole('button', { name: 'Collect 2 sources' }).press('Enter');
    const progress = page.getByRole('region', { name: 'Progress' });
    await expect(progress.getByText(/Coverage so far: [1-9]\d* complete/)).toBeVisible({ timeout: 30_000 });
    await screenshot(trustpath, 'collect-several');
    await expect(page.getByRole('banner')).toContainText(/several\.trustpath\s*sealed/, { timeout: 120_000 });
    await page.keyboard.press('Control+3');
    const grid = page.getByRole('grid', { name: 'Identities and resources' });
    const filter = page.getByRole('textbox', { name: 'Filter by name or identifier' });
    await filter.fill('k8s://larkfield-test/serviceaccount/payments');
    await expect(grid).toContainText('api');
    await filter.fill('ci-deployer');
    await expect(grid).toContainText('ci-deployer');

    // A log is added to what is there.
    await answerDialogs(app, { open: [log] });
    await page.keyboard.press('Control+6');
    await page.getByRole('button', { name: 'Choose files…' }).press('Enter');
    await page.getByRole('group', { name: 'CloudTrail logs' }).waitFor();
    await page.getByRole('checkbox', { name: /Add to the open snapshot/ }).check();
    await page.getByRole('button', { name: 'Collect 1 source', exact: true }).press('Enter');
    await expect(
      page
        .getByRole('heading', { name: 'Investigate' })
        .or(page.getByRole('combobox', { name: /Paste a credential/ }))
        .first(),
    ).toBeVisible({ timeout: 60_000 });
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(estate.leakedKeyId);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /Activity/ })).toBeVisible({ timeout: 30_000 });
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await estate.close();
    await rm(folder, { recursive: true, force: true });
  }
});
