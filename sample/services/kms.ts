import { arn, PRODUCTION } from '../estate/company.ts';
import { KMS_KEYS, type KmsKey } from '../estate/kms-keys.ts';
import type { Handler, Parameters } from '../protocol/call.ts';
import { AwsError, page, textParameter } from '../protocol/call.ts';

function keyNamed(parameters: Parameters): KmsKey {
  const id = textParameter(parameters, 'KeyId');
  const key = KMS_KEYS.find((one) => one.id === id || arn.key(one.id) === id || one.alias === id);
  if (key === undefined) {
    throw new AwsError('NotFoundException', 400, `Key '${id}' does not exist`);
  }
  return key;
}

export const kms: Readonly<Record<string, Handler>> = {
  'kms:ListKeys': ({ parameters }) => {
    const { items, next } = page(KMS_KEYS, textParameter(parameters, 'Marker'), parameters.Limit, 2);
    return {
      Keys: items.map((key) => ({ KeyId: key.id, KeyArn: arn.key(key.id) })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
  'kms:ListAliases': ({ parameters }) => {
    const { items, next } = page(KMS_KEYS, textParameter(parameters, 'Marker'), parameters.Limit, 50);
    return {
      Aliases: items.map((key) => ({
        AliasName: key.alias,
        AliasArn: arn.key(key.id).replace(`key/${key.id}`, key.alias),
        TargetKeyId: key.id,
        CreationDate: new Date(key.created),
        LastUpdatedDate: new Date(key.created),
      })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
  'kms:DescribeKey': ({ parameters }) => {
    const key = keyNamed(parameters);
    return {
      KeyMetadata: {
        AWSAccountId: PRODUCTION,
        KeyId: key.id,
        Arn: arn.key(key.id),
        CreationDate: new Date(key.created),
        Enabled: true,
        Description: key.description,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyState: 'Enabled',
        Origin: 'AWS_KMS',
        KeyManager: key.manager,
        CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: false,
      },
    };
  },
  'kms:GetKeyPolicy': ({ parameters }) => ({
    Policy: JSON.stringify(keyNamed(parameters).policy, null, 2),
    PolicyName: 'default',
  }),
  'kms:ListGrants': () => ({ Grants: [], Truncated: false }),
  'kms:ListResourceTags': () => ({ Tags: [], Truncated: false }),
};
