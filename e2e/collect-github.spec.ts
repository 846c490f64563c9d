import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ORGANIZATION_LOGIN } from '../sample/github/larkfield.ts';
import { startSampleOrganization } from '../sample/github/sample-organization.ts';
import { launchTrustpath, screenshot } from './launch.ts';

test('an organization of GitHub is collected from the window, with a token that is never shown', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-github-window-'));
  const server = await startSampleOrganization();
  const trustpath = await launchTrustpath({
    userData: path.join(folder, 'data'),
    env: { GH_TOKEN: server.token, GH_ENTERPRISE_TOKEN: server.token },
  });
  const { window: page } = trustpath;
  try {
    await page.getByRole('navigation').getByRole('button', { name: 'Collect' }).click();
    await page.getByRole('radio', { name: 'GitHub' }).check();
    await expect(page.getByText(/Tokens for github\.com \(GH_TOKEN\)/)).toBeVisible();
    await page.getByLabel('Organizations').fill(ORGANIZATION_LOGIN);
    await page.getByText('Another GitHub, an earlier snapshot').click();
    await page.getByLabel('Address').fill(server.baseUrl);
    await page.getByLabel('Write to').fill(path.join(folder, 'github.trustpath'));
    await screenshot(trustpath, 'collect-github');
    await page.getByRole('button', { name: 'Collect', exact: true }).last().click();
    await expect(page.getByRole('banner')).toContainText(/github\.trustpath\s*sealed/, { timeout: 60_000 });
    expect(server.calls().length).toBeGreaterThan(40);
    await expect(page.locator('body')).not.toContainText(server.token);
  } finally {
    await trustpath.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
