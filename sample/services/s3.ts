import { arn, REGION } from '../estate/company.ts';
import { BUCKETS, type Bucket, CANONICAL_ID } from '../estate/data-stores.ts';
import type { Handler, Parameters } from '../protocol/call.ts';
import { AwsError, page, textParameter } from '../protocol/call.ts';

function bucketNamed(parameters: Parameters): Bucket {
  const name = textParameter(parameters, 'Bucket');
  const bucket = BUCKETS.find((one) => one.name === name);
  if (bucket === undefined)
    throw new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', name);
  return bucket;
}

const OWNER = { ID: CANONICAL_ID };

export const s3: Readonly<Record<string, Handler>> = {
  's3:ListBuckets': ({ parameters }) => {
    // Without max-buckets everything comes at once, as ever.
    const most = parameters['max-buckets'] === undefined ? BUCKETS.length : 1_000;
    const { items, next } = page(
      BUCKETS,
      textParameter(parameters, 'continuation-token'),
      parameters['max-buckets'],
      most,
    );
    return {
      Buckets: items.map((bucket) => ({
        Name: bucket.name,
        CreationDate: new Date(bucket.created),
        BucketRegion: parameters['max-buckets'] === undefined ? undefined : REGION,
      })),
      Owner: OWNER,
      ContinuationToken: next,
    };
  },
  's3:GetBucketLocation': ({ parameters }) => {
    bucketNamed(parameters);
    return { $: REGION };
  },
  /** The one answer that is JSON: `$` is its text. */
  's3:GetBucketPolicy': ({ parameters }) => {
    const { policy, name } = bucketNamed(parameters);
    if (policy === null)
      throw new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', name);
    return { $: JSON.stringify(policy) };
  },
  's3:GetPublicAccessBlock': ({ parameters }) => {
    const { publicAccessBlocked, name } = bucketNamed(parameters);
    if (!publicAccessBlocked) {
      throw new AwsError(
        'NoSuchPublicAccessBlockConfiguration',
        404,
        'The public access block configuration was not found',
        name,
      );
    }
    return {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
  },
  /** Nothing is closed for the account as a whole: one bucket is public on purpose. */
  's3control:GetPublicAccessBlock': () => {
    throw new AwsError(
      'NoSuchPublicAccessBlockConfiguration',
      404,
      'The public access block configuration was not found',
    );
  },
  's3:GetBucketOwnershipControls': ({ parameters }) => {
    bucketNamed(parameters);
    return { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } };
  },
  's3:GetBucketTagging': ({ parameters }) => {
    const { tags, name } = bucketNamed(parameters);
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    if (TagSet.length === 0) throw new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', name);
    return { TagSet };
  },
  's3:GetBucketEncryption': ({ parameters }) => {
    const { kmsKeyId } = bucketNamed(parameters);
    const algorithm =
      kmsKeyId === undefined
        ? { SSEAlgorithm: 'AES256' }
        : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn.key(kmsKeyId) };
    return {
      Rule: { ApplyServerSideEncryptionByDefault: algorithm, BucketKeyEnabled: kmsKeyId !== undefined },
    };
  },
  's3:GetBucketAcl': ({ parameters }) => {
    bucketNamed(parameters);
    return { Owner: OWNER, AccessControlList: [{ Grantee: OWNER, Permission: 'FULL_CONTROL' }] };
  },
};
