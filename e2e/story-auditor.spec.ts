import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import { HANDS, interactions } from './interactions.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { type Look, lookAt } from './looks.ts';

const ACCOUNT = 'arn:aws:iam::111122223333';
const statement = (Principal: unknown) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });

/** An account dump in which an administrators' role trusts `principal`. */
function details(principal: unknown) {
  const common = { Path: '/', CreateDate: '2025-01-01T00:00:00Z', AttachedManagedPolicies: [], Tags: [] };
  return {
    UserDetailList: [
      {
        ...common,
        UserName: 'vendor',
        UserId: 'AIDARTX3GSDSQXAMPL22',
        Arn: `${ACCOUNT}:user/vendor`,
        GroupList: [],
        UserPolicyList: [],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [
      {
        ...common,
        RoleName: 'operations',
        RoleId: 'AROARTX3GSDSQXAMPL44',
        Arn: `${ACCOUNT}:role/operations`,
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement(principal)] },
        InstanceProfileList: [],
        RolePolicyList: [
          {
            PolicyName: 'all',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
            },
          },
        ],
      },
    ],
    Policies: [],
  };
}

/** Two snapshots of one account, made elsewhere: last quarter's, and this one's with a trust that was opened. */
async function strangersFiles(folder: string): Promise<readonly [earlier: string, later: string]> {
  const engine = createEngine();
  try {
    const files = [];
    for (const [name, principal] of [
      ['last-quarter', { Service: 'ec2.amazonaws.com' }],
      ['this-quarter', { AWS: `${ACCOUNT}:user/vendor` }],
    ] as const) {
      const dump = path.join(folder, `${name}.json`);
      await writeFile(dump, JSON.stringify(details(principal)));
      const out = path.join(folder, `${name}.trustpath`);
      await engine.request('import.aws', { paths: [dump], out });
      files.push(out);
    }
    return [files[0]!, files[1]!];
  } finally {
    engine.close();
  }
}

for (const hand of HANDS) {
  test(`an auditor checks a stranger's snapshot, follows a claim to its statement and compares, by ${hand}`, async () => {
    test.setTimeout(150_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-auditor-'));
    const [earlier, later] = await strangersFiles(folder);
    const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
    const { window: page, app } = trustpath;
    const { use, count } = interactions(page, hand);
    const rail = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
    const looked = async (...looks: Look[]) => (hand === 'pointer' ? lookAt(trustpath, looks) : undefined);
    try {
      await answerDialogs(app, { open: [later] });
      await use(page.getByRole('button', { name: /Open a snapshot/ }).first());
      await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });

      await use(rail('Coverage'));
      await use(page.getByRole('button', { name: 'Verify' }));
      const verified = page.getByText(/Not altered since it was sealed/);
      await looked(['auditor-1-verified', () => verified]);

      await use(rail('Findings'));
      const finding = page.getByRole('article', { name: 'Finding' });
      await expect(finding).toContainText('operations');
      await use(finding.locator('.proof-step').first());
      const document = page.getByRole('region', { name: /Document/ });
      await expect(document.locator('.marked').first()).toBeVisible();
      await looked(['auditor-2-statement', () => document]);

      await use(rail('Compare'));
      await answerDialogs(app, { open: [earlier] });
      await use(page.getByRole('button', { name: /Choose the earlier one/ }));
      await expect(page.getByRole('region', { name: 'Drift report' })).toContainText('vendor', {
        timeout: 20_000,
      });
      await use(page.getByRole('button', { name: /^New paths to crown jewels/ }));
      const opened = page.getByRole('grid', { name: 'New paths to crown jewels' });
      await expect(opened).toContainText('vendor', { timeout: 20_000 });
      await looked(['auditor-3-compared', () => opened]);

      expect(count()).toBeLessThan(10);
      expect(trustpath.pageErrors()).toEqual([]);
    } finally {
      await trustpath.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
