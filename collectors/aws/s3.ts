import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { keptNames, list, members, type Operation, type SendOptions, service, textOf } from './operation.ts';

const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer'];

/** An operation that is asked for each bucket. */
function ofBucket(
  name: string,
  permission: string,
  send: (client: S3Client, bucket: { Bucket: string }, options: SendOptions) => Promise<object>,
  rest: Pick<Operation<S3Client>, 'hides' | 'items' | 'absent'>,
): Operation<S3Client> {
  return {
    operation: `s3:${name}`,
    permission,
    after: ['s3:ListBuckets'],
    each: (earlier) => keptNames(earlier, 's3:ListBuckets').map((Bucket) => ({ parameters: { Bucket } })),
    send: (client, question, _token, options) =>
      send(client, { Bucket: textOf(question, 'Bucket') }, options),
    ...rest,
  };
}

const present = (name: string) => (document: JsonObject) => (isJsonObject(document[name]) ? 1 : 0);

const operations: readonly Operation<S3Client>[] = [
  {
    operation: 's3:ListBuckets',
    permission: 's3:ListAllMyBuckets',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(new ListBucketsCommand(token === null ? {} : { ContinuationToken: token }), options),
    next: (page) => page.ContinuationToken,
    items: (page) => list(page.Buckets).length,
    keep: (page) => members(page.Buckets, 'Name'),
  },
  ofBucket(
    'GetBucketLocation',
    's3:GetBucketLocation',
    async (client, bucket, options) => {
      // The CLI prints null for us-east-1, the SDK leaves the member out.
      const answer = await client.send(new GetBucketLocationCommand(bucket), options);
      return { ...answer, LocationConstraint: answer.LocationConstraint || null };
    },
    { hides: [], items: () => 1 },
  ),
  ofBucket(
    'GetBucketPolicy',
    's3:GetBucketPolicy',
    (client, bucket, options) => client.send(new GetBucketPolicyCommand(bucket), options),
    { hides: ACCESS, items: present('Policy'), absent: { NoSuchBucketPolicy: { Policy: null } } },
  ),
  ofBucket(
    'GetPublicAccessBlock',
    's3:GetBucketPublicAccessBlock',
    (client, bucket, options) => client.send(new GetPublicAccessBlockCommand(bucket), options),
    {
      hides: ACCESS,
      items: present('PublicAccessBlockConfiguration'),
      absent: { NoSuchPublicAccessBlockConfiguration: { PublicAccessBlockConfiguration: null } },
    },
  ),
  ofBucket(
    'GetBucketTagging',
    's3:GetBucketTagging',
    (client, bucket, options) => client.send(new GetBucketTaggingCommand(bucket), options),
    {
      hides: ACCESS,
      items: (document) => list(document.TagSet).length,
      absent: { NoSuchTagSet: { TagSet: [] } },
    },
  ),
  ofBucket(
    'GetBucketEncryption',
    's3:GetEncryptionConfiguration',
    (client, bucket, options) => client.send(new GetBucketEncryptionCommand(bucket), options),
    {
      hides: ['can-read'],
      items: present('ServerSideEncryptionConfiguration'),
      absent: {
        ServerSideEncryptionConfigurationNotFoundError: { ServerSideEncryptionConfiguration: null },
      },
    },
  ),
  ofBucket(
    'GetBucketAcl',
    's3:GetBucketAcl',
    (client, bucket, options) => client.send(new GetBucketAclCommand(bucket), options),
    { hides: ACCESS, items: (document) => list(document.Grants).length },
  ),
  // Whether access control lists count at all.
  ofBucket(
    'GetBucketOwnershipControls',
    's3:GetBucketOwnershipControls',
    (client, bucket, options) => client.send(new GetBucketOwnershipControlsCommand(bucket), options),
    {
      hides: ACCESS,
      items: present('OwnershipControls'),
      absent: { OwnershipControlsNotFoundError: { OwnershipControls: null } },
    },
  ),
];

/** S3: asked once for the account; a bucket in another region is asked there. */
export const s3 = service<S3Client>({
  name: 's3',
  title: 'Buckets (S3)',
  scope: 'global',
  client: (config) =>
    new S3Client({ ...config, followRegionRedirects: true, forcePathStyle: config.customEndpoint }),
  operations,
});
