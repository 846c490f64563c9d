import { REGION } from '../estate/company.ts';
import { SECRETS, type Secret, secretArn } from '../estate/data-stores.ts';
import { uuid } from '../estate/ids.ts';
import type { AnswerObject, Handler } from '../protocol/call.ts';
import { AwsError, page, textParameter } from '../protocol/call.ts';

function entry(secret: Secret): AnswerObject {
  return {
    ARN: secretArn(secret),
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId ?? undefined,
    RotationEnabled: secret.rotation ? true : undefined,
    LastChangedDate: new Date(secret.created),
    LastAccessedDate: new Date(secret.lastAccessed),
    CreatedDate: new Date(secret.created),
    PrimaryRegion: REGION,
    SecretVersionsToStages: { [uuid(`secret/${secret.name}`)]: ['AWSCURRENT'] },
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

export const secretsManager: Readonly<Record<string, Handler>> = {
  'secretsmanager:ListSecrets': ({ parameters }) => {
    const { items, next } = page(SECRETS, textParameter(parameters, 'NextToken'), parameters.MaxResults, 2);
    return { SecretList: items.map(entry), NextToken: next };
  },
  'secretsmanager:GetResourcePolicy': ({ parameters }) => {
    const id = textParameter(parameters, 'SecretId');
    const secret = SECRETS.find((one) => one.name === id || secretArn(one) === id);
    if (secret === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        400,
        "Secrets Manager can't find the specified secret.",
      );
    }
    return {
      ARN: secretArn(secret),
      Name: secret.name,
      ResourcePolicy: secret.policy === null ? undefined : JSON.stringify(secret.policy),
    };
  },
};
