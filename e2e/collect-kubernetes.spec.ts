import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startSampleCluster } from '../sample/kubernetes/server.ts';
import { launchTrustpath, screenshot } from './launch.ts';

test('a cluster is collected from the window, by a context that was found on this machine', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-kubernetes-window-'));
  const cluster = await startSampleCluster();
  const kubeconfig = path.join(folder, 'config');
  await writeFile(kubeconfig, cluster.kubeconfig);
  const trustpath = await launchTrustpath({
    userData: path.join(folder, 'data'),
    env: { KUBECONFIG: kubeconfig },
  });
  const { window: page } = trustpath;
  try {
    await page.getByRole('navigation').getByRole('button', { name: 'Collect' }).click();
    await page.getByRole('radio', { name: 'Kubernetes' }).check();
    await page
      .getByRole('form', { name: 'Collect from Kubernetes' })
      .getByRole('checkbox', { name: cluster.context })
      .check();
    await page.getByLabel('Write to').fill(path.join(folder, 'cluster.trustpath'));
    await screenshot(trustpath, 'collect-kubernetes');
    await page.getByRole('button', { name: 'Collect', exact: true }).last().click();
    await expect(page.getByRole('banner')).toContainText(/cluster\.trustpath\s*sealed/, { timeout: 60_000 });
    expect(cluster.requests().some((request) => request.startsWith('GET /api/v1/pods?'))).toBe(true);
  } finally {
    await trustpath.close();
    await cluster.close();
    await rm(folder, { recursive: true, force: true });
  }
});
