import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';

const ACCOUNT = '111122223333';
const KEY = 'AKIARTX3GSDS3KRTBKSH';
const USER = `arn:aws:iam::${ACCOUNT}:user/build`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/open`;

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const common = { Path: '/', CreateDate: '2025-01-01T00:00:00Z', AttachedManagedPolicies: [], Tags: [] };
const details = {
  UserDetailList: [
    {
      ...common,
      UserName: 'build',
      UserId: 'AIDARTX3GSDSQXAMPL22',
      Arn: USER,
      GroupList: [],
      UserPolicyList: [],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [
    {
      ...common,
      RoleName: 'open',
      RoleId: 'AROARTX3GSDSQXAMPL44',
      Arn: ROLE,
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }),
      InstanceProfileList: [],
      RolePolicyList: [
        { PolicyName: 'all', PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) },
      ],
    },
  ],
  Policies: [],
};
const keys = {
  AccessKeyMetadata: [
    { UserName: 'build', AccessKeyId: KEY, Status: 'Active', CreateDate: '2023-01-02T00:00:00Z' },
  ],
};
const assuming = {
  userIdentity: { type: 'IAMUser', arn: USER, accountId: ACCOUNT, accessKeyId: KEY, userName: 'build' },
  eventTime: '2026-11-20T02:11:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '198.51.100.77',
  userAgent: 'aws-cli/2.17.9',
  requestParameters: { roleArn: ROLE, roleSessionName: 'night' },
  recipientAccountId: ACCOUNT,
};

/** An account with a role for everyone and an old key, and a log in which the key took the role. */
async function snapshotIn(folder: string): Promise<string> {
  const out = path.join(folder, 'account.trustpath');
  const place = async (name: string, content: object) => {
    const file = path.join(folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  };
  const engine = createEngine();
  await mkdir(path.join(folder, 'dump'));
  await place('dump/details.json', details);
  await place('dump/keys.json', keys);
  await engine.request('import.aws', { paths: [path.join(folder, 'dump')], out });
  await engine.request('import.cloudtrail', {
    paths: [await place('log.json', { Records: [assuming] })],
    out,
    add: true,
  });
  engine.close();
  return out;
}

test('findings are read, proven, narrowed and saved; what the leaked key did is seen', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-findings-'));
  const trustpath = await launchTrustpath({
    files: [await snapshotIn(folder)],
    size: { width: 1280, height: 800 },
  });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.keyboard.press('Control+7');
    const list = page.getByRole('grid', { name: 'Findings' });
    await expect(list.getByRole('row').nth(1)).toContainText('Role open can be assumed by anyone');
    await list.focus();
    const finding = page.getByRole('article', { name: 'Finding' });
    await expect(finding).toContainText('Name in the trust policy');
    await page.keyboard.press('Enter');
    await expect(page.locator('.document')).toContainText('AssumeRolePolicyDocument');

    await page.getByRole('textbox', { name: 'Filter by words' }).fill('key build');
    await expect(list.getByRole('row')).toHaveCount(2);
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('critical');
    await expect(page.getByText('Nothing fits this filter.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filter' }).click();

    const saved = path.join(folder, 'saved.sarif');
    await answerDialogs(trustpath.app, { save: saved });
    await page.getByRole('button', { name: 'SARIF' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'written to saved.sarif' })).toBeVisible();
    expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ version: '2.1.0' });

    await page.keyboard.press('Control+2');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(KEY);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Relations of the paths drawn' })).toContainText('1 time');
    await page.getByRole('tab', { name: 'Activity' }).click();
    await expect(page.getByRole('region', { name: 'Activity' })).toContainText(ROLE);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
