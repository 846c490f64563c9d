import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { type FileHint, type FileShape, firstOf, has, named, strings } from './file-shape.ts';

/** Bucket names that a bucket's policy speaks about. */
function bucketsOfPolicy(document: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of strings(document.Policy)) {
    const bucket = /^arn:[^:]*:s3:::([^/*?$]+)(?:\/.*)?$/.exec(text)?.[1];
    if (bucket !== undefined) found.add(bucket);
  }
  return found;
}

/** The name of the file, as long as the policy does not speak of another bucket alone; else the only bucket it speaks of. */
function policyBucket(document: JsonObject, hint: FileHint): string | null {
  const buckets = bucketsOfPolicy(document);
  const [only] = buckets;
  if (hint.name !== null && (buckets.size === 0 || buckets.has(hint.name))) return hint.name;
  return buckets.size === 1 && only !== undefined ? only : hint.name;
}

const bucket: Pick<FileShape, 'parameters' | 'lacking'> = {
  parameters: (_document, hint) => named('Bucket', hint.name),
  lacking: 'the bucket it is about',
};

export const S3_FILES: readonly FileShape[] = [
  {
    operation: 's3:ListBuckets',
    matches: (document) =>
      Array.isArray(document.Buckets) && (document.Buckets.length > 0 || has('Owner')(document)),
  },
  { operation: 's3:GetBucketLocation', matches: has('LocationConstraint'), ...bucket },
  {
    operation: 's3:GetBucketPolicy',
    matches: (document) =>
      Object.hasOwn(document, 'Policy') &&
      !Object.hasOwn(document, 'RevisionId') &&
      bucketsOfPolicy(document).size > 0,
    parameters: (document, hint) => named('Bucket', policyBucket(document, hint)),
    lacking: 'the bucket it is about',
  },
  {
    // The file of an account is named after its id, which is no name that a bucket is likely to have.
    operation: 's3control:GetPublicAccessBlock',
    matches: has('PublicAccessBlockConfiguration'),
    parameters: (_document, { name }) =>
      named('AccountId', name !== null && /^\d{12}$/.test(name) ? name : null),
    lacking: 'the account it is about',
  },
  { operation: 's3:GetPublicAccessBlock', matches: has('PublicAccessBlockConfiguration'), ...bucket },
  { operation: 's3:GetBucketOwnershipControls', matches: has('OwnershipControls'), ...bucket },
  { operation: 's3:GetBucketTagging', matches: has('TagSet'), ...bucket },
  { operation: 's3:GetBucketEncryption', matches: has('ServerSideEncryptionConfiguration'), ...bucket },
  {
    operation: 's3:GetBucketAcl',
    matches: (document) =>
      Object.hasOwn(document, 'Owner') &&
      Array.isArray(document.Grants) &&
      (document.Grants.length === 0 ||
        isJsonObject((firstOf(document, 'Grants') as JsonObject | undefined)?.Grantee)),
    ...bucket,
  },
];
