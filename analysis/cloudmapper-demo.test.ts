import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../schema/json.ts';
import { derive } from './derive.ts';
import { type MemoryCall, memorySource } from './observations/memory-source.ts';

const FOLDER = fileURLToPath(new URL('../../shared/data/aws/cloudmapper-demo/us-east-1', import.meta.url));
const present = existsSync(FOLDER);
if (!present) console.log(`skipped: ${FOLDER} is not here`);

const read = (name: string): Json => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
const all = (folder: string): [string, Json][] =>
  readdirSync(join(FOLDER, folder)).map((name) => [name, read(join(folder, name))]);

/** The folder as the importer records it: policies decoded, parameters from the file names. */
function observed(): MemoryCall[] {
  const policyOf = (document: Json): Json =>
    isJsonObject(document) && typeof document.Policy === 'string'
      ? { Policy: JSON.parse(document.Policy) }
      : document;
  return [
    { operation: 'sts:GetCallerIdentity', document: read('sts-get-caller-identity.json') },
    {
      operation: 'iam:GetAccountAuthorizationDetails',
      document: read('iam-get-account-authorization-details.json'),
    },
    { operation: 'iam:GetCredentialReport', document: read('iam-get-credential-report.json') },
    ...all('iam-get-role').map(([, document]) => ({ operation: 'iam:GetRole', document })),
    ...all('iam-get-user').map(([, document]) => ({ operation: 'iam:GetUser', document })),
    { operation: 's3:ListBuckets', document: read('s3-list-buckets.json') },
    ...all('s3-get-bucket-policy').map(([name, document]) => ({
      operation: 's3:GetBucketPolicy',
      document: policyOf(document),
      parameters: { Bucket: name },
    })),
    {
      operation: 'secretsmanager:ListSecrets',
      region: 'us-east-1',
      document: read('secretsmanager-list-secrets.json'),
    },
    ...all('secretsmanager-get-resource-policy').map(([, document]) => ({
      operation: 'secretsmanager:GetResourcePolicy',
      region: 'us-east-1',
      document,
    })),
  ];
}

describe.skipIf(!present)('one account as a folder of CLI outputs', () => {
  const { entities, relations } = derive(memorySource(present ? observed() : []));
  const between = (from: string, to: string) =>
    relations
      .filter((each) => each.from === from && each.to === to)
      .map(({ rule, verdict }) => `${rule} ${verdict}`);

  test('anonymised ARNs belong to the account that was collected', () => {
    const account = entities.find((each) => each.kind === 'aws-account');
    expect(account).toMatchObject({ name: '123456789012', attributes: { users: 2, roles: 4, groups: 1 } });
  });

  test('the role that trusts everyone is anyone’s, and administers the account', () => {
    const bad = 'arn:aws:iam::123456789012:role/bad_role';
    expect(between('internet', bad)).toEqual(['sts-001 allow']);
    expect(between(bad, 'arn:aws:iam::123456789012:root')).toEqual(['aws-administrator allow']);
  });

  test('the public bucket is anyone’s unless public access is blocked, which was not collected', () => {
    expect(between('internet', 'arn:aws:s3:::cloudmapper_demo')).toEqual(['aws-s3-read unknown']);
  });

  test('the root user’s key of the credential report authenticates as the account', () => {
    expect(between('arn:aws:iam::123456789012:root/access-key/1', 'arn:aws:iam::123456789012:root')).toEqual([
      'aws-root-access-key allow',
    ]);
  });

  test('a policy of reads does not make its user an administrator, nor let it reach the secret', () => {
    const user = 'arn:aws:iam::aws:user/USER';
    expect(between(user, 'arn:aws:iam::123456789012:root')).toEqual([]);
    expect(relations.some((each) => each.from === user && each.to.includes(':secret:'))).toBe(false);
  });
});
