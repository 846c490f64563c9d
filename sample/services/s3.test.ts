import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { estateForTests, failure } from '../testing/clients.ts';

const { config } = estateForTests();

describe('S3', () => {
  const client = () => new S3Client(config());
  const Bucket = 'larkfield-customer-exports';

  it('lists buckets, at once and in pages', async () => {
    const { Buckets } = await client().send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toContain(Bucket);
    const first = await client().send(new ListBucketsCommand({ MaxBuckets: 4 }));
    const second = await client().send(
      new ListBucketsCommand({ MaxBuckets: 4, ContinuationToken: first.ContinuationToken }),
    );
    expect([...(first.Buckets ?? []), ...(second.Buckets ?? [])].map((one) => one.Name)).toEqual(
      Buckets?.map((one) => one.Name),
    );
    expect(second.ContinuationToken).toBeUndefined();
    expect(first.Buckets?.[0]?.BucketRegion).toBe('eu-central-1');
  });

  it('gives location, policy, tags, access block and ACL of a bucket', async () => {
    expect((await client().send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(
      'eu-central-1',
    );
    const { Policy } = await client().send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'NobodyElse', Effect: 'Deny' }] });
    const { TagSet } = await client().send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toContainEqual({ Key: 'data-classification', Value: 'restricted' });
    const block = await client().send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const encryption = await client().send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    const archive = await client().send(new GetBucketEncryptionCommand({ Bucket: 'larkfield-hr-archive' }));
    expect(JSON.stringify(archive.ServerSideEncryptionConfiguration)).toMatch(/aws:kms.*:key\//);
    const acl = await client().send(new GetBucketAclCommand({ Bucket }));
    expect(acl.Grants).toEqual([
      { Grantee: { ID: acl.Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  it('answers what is not there with the error of S3', async () => {
    expect(
      await failure(client().send(new GetBucketPolicyCommand({ Bucket: 'larkfield-invoices' }))),
    ).toMatchObject({ name: 'NoSuchBucketPolicy', status: 404 });
    expect(
      await failure(client().send(new GetBucketTaggingCommand({ Bucket: 'larkfield-web-assets' }))),
    ).toMatchObject({ name: 'NoSuchTagSet' });
    expect(
      await failure(client().send(new GetPublicAccessBlockCommand({ Bucket: 'larkfield-web-assets' }))),
    ).toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
    expect(await failure(client().send(new GetBucketAclCommand({ Bucket: 'larkfield-none' })))).toMatchObject(
      { name: 'NoSuchBucket' },
    );
    expect(
      await failure(client().send(new GetBucketPolicyCommand({ Bucket: 'larkfield-hr-archive' }))),
    ).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});
