import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ORGANIZATION_LOGIN } from '../sample/github/larkfield.ts';
import { startSampleOrganization } from '../sample/github/sample-organization.ts';
import { startSampleCluster } from '../sample/kubernetes/server.ts';
import { startSampleEstate } from '../sample/server.ts';
import { HANDS, interactions } from './interactions.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { type Look, lookAt } from './looks.ts';

for (const hand of HANDS) {
  test(`a consultant collects three sources with gaps, chooses a finding and exports a plan, by ${hand}`, async () => {
    test.setTimeout(180_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-consultant-'));
    const [aws, cluster, github] = await Promise.all([
      startSampleEstate(),
      startSampleCluster(),
      startSampleOrganization(),
    ]);
    const config = path.join(folder, 'aws-config');
    const profile = `[profile larkfield-audit]\nregion = ${aws.region}\nendpoint_url = ${aws.endpoint}\n`;
    await writeFile(
      config,
      `${profile}aws_access_key_id = ${aws.credentials.accessKeyId}\naws_secret_access_key = ${aws.credentials.secretAccessKey}\n`,
    );
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, cluster.kubeconfig);
    const trustpath = await launchTrustpath({
      size: { width: 1280, height: 800 },
      env: {
        AWS_CONFIG_FILE: config,
        AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
        AWS_EC2_METADATA_DISABLED: 'true',
        KUBECONFIG: kubeconfig,
        GH_TOKEN: github.token,
        GH_ENTERPRISE_TOKEN: github.token,
      },
    });
    const { window: page, app } = trustpath;
    const { use, type, count } = interactions(page, hand);
    const rail = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
    const looked = async (...looks: Look[]) => (hand === 'pointer' ? lookAt(trustpath, looks) : undefined);
    try {
      await use(rail('Collect'));
      await use(page.getByRole('button', { name: 'Put all on the list' }));
      await use(page.getByRole('button', { name: 'Name an organization…' }).first());
      await type(page.getByLabel('Organizations'), `${new URL(github.baseUrl).origin}/${ORGANIZATION_LOGIN}`);
      await use(
        page
          .getByRole('form', { name: 'Collect from GitHub' })
          .getByRole('button', { name: 'Put on the list' }),
      );
      await looked(['consultant-1-sources', () => page.getByRole('list', { name: 'Sources to read' })]);
      await answerDialogs(app, { save: path.join(folder, 'larkfield.trustpath') });
      await use(page.getByRole('button', { name: 'Collect 3 sources' }));
      await expect(page.getByRole('banner')).toContainText(/larkfield\.trustpath\s*sealed/, {
        timeout: 120_000,
      });
      // What could not be seen is said with everything that is.
      await expect(page.getByRole('banner')).toContainText(/\d+ gaps?/);

      await use(rail('Findings'));
      const finding = page.getByRole('article', { name: 'Finding' });
      await looked(['consultant-2-findings', () => finding]);

      await use(finding.locator('.offers button').first());
      const plan = page.getByRole('region', { name: 'Plan' });
      await expect(plan).toContainText('Way back', { timeout: 30_000 });
      await looked(['consultant-3-plan', () => plan]);

      const saved = path.join(folder, 'plan.md');
      await answerDialogs(app, { save: saved });
      await use(page.getByRole('button', { name: 'Save the plan…' }));
      await expect
        .poll(() => readFile(saved, 'utf8').catch(() => ''), { timeout: 10_000 })
        .toContain('Way back');

      expect(count()).toBeLessThan(10);
      expect(trustpath.pageErrors()).toEqual([]);
    } finally {
      await trustpath.close();
      await Promise.all([aws.close(), cluster.close(), github.close()]);
      await rm(folder, { recursive: true, force: true });
    }
  });
}
