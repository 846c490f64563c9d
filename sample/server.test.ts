import * as IAM from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createCanary } from './canary.ts';
import { PAYMENTS_KEY_ID } from './estate/kms-keys.ts';
import { startSampleEstate } from './server.ts';
import { configFor, estateForTests, failure, PRODUCTION } from './testing/clients.ts';

const { estate, config } = estateForTests();

describe('a request that is not signed by a key of the estate', () => {
  it('is refused in every protocol', async () => {
    const query = await fetch(estate().endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetAccountAuthorizationDetails&Version=2010-05-08',
    });
    expect(query.status).toBe(403);
    expect(await query.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    const json = await fetch(estate().endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.ListKeys' },
      body: '{}',
    });
    expect([json.status, await json.json()]).toMatchObject([
      403,
      { __type: 'MissingAuthenticationTokenException' },
    ]);
    expect((await fetch(`${estate().endpoint}/`)).status).toBe(403);
    const stranger = {
      ...config(),
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    };
    expect(await failure(new STSClient(stranger).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
  });
});

describe('faults', () => {
  it('come when asked for and as the service gives them', async () => {
    const faulty = await startSampleEstate({
      faults: ({ operation, attempt }) => {
        if (operation === 'sts:GetCallerIdentity')
          return attempt === 1 ? 'reset' : attempt === 2 ? 'throttled' : null;
        if (operation === 's3:ListBuckets') return attempt === 1 ? 'throttled' : 'truncated';
        return operation === 'kms:ListKeys' ? 'expired-token' : 'server-error';
      },
    });
    try {
      const sts = new STSClient({ ...configFor(faulty), maxAttempts: 3 });
      expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(PRODUCTION);
      expect(faulty.calls()).toEqual([
        'sts:GetCallerIdentity',
        'sts:GetCallerIdentity',
        'sts:GetCallerIdentity',
      ]);
      const s3 = new S3Client(configFor(faulty));
      expect(await failure(s3.send(new ListBucketsCommand({})))).toMatchObject({
        name: 'SlowDown',
        status: 503,
      });
      await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow();
      expect(await failure(new KMSClient(configFor(faulty)).send(new ListKeysCommand({})))).toMatchObject({
        name: 'ExpiredTokenException',
      });
      expect(
        await failure(new SSMClient(configFor(faulty)).send(new DescribeParametersCommand({}))),
      ).toMatchObject({ status: 500 });
    } finally {
      await faulty.close();
    }
  });
});

describe('planted secrets', () => {
  it('reach the client in tags, descriptions, policies, reports and errors, and change nothing else', async () => {
    const canary = createCanary();
    const planted = await startSampleEstate({ plant: canary.plant });
    try {
      const iam = new IAM.IAMClient(configFor(planted));
      const seen = [
        await iam.send(new IAM.GetAccountAuthorizationDetailsCommand({})),
        new TextDecoder().decode((await iam.send(new IAM.GetCredentialReportCommand({}))).Content),
        await failure(iam.send(new IAM.ListServiceSpecificCredentialsCommand({ UserName: 'ci-deployer' }))),
        await new S3Client(configFor(planted)).send(
          new GetBucketTaggingCommand({ Bucket: 'larkfield-customer-exports' }),
        ),
        await new S3Client(configFor(planted)).send(
          new GetBucketPolicyCommand({ Bucket: 'larkfield-customer-exports' }),
        ),
        await new SecretsManagerClient(configFor(planted)).send(new ListSecretsCommand({})),
        await new KMSClient(configFor(planted)).send(new DescribeKeyCommand({ KeyId: PAYMENTS_KEY_ID })),
        await new SSMClient(configFor(planted)).send(new DescribeParametersCommand({})),
      ];
      for (const answer of seen) {
        const text = decoded(JSON.stringify(answer));
        const found = canary.planted().filter(({ secret }) => text.includes(secret));
        expect(found.length).toBeGreaterThan(0);
      }
      expect(new Set(canary.planted().map(({ secret }) => secret)).size).toBe(canary.planted().length);
      const tags = (seen[3] as { TagSet: { Key: string; Value: string }[] }).TagSet;
      expect(tags).toContainEqual({ Key: 'data-classification', Value: 'restricted' });
    } finally {
      await planted.close();
    }
  });
});

function decoded(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}
