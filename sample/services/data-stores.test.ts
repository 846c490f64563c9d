import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand as GetTablePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { PAYMENTS_KEY_ID } from '../estate/kms-keys.ts';
import { estateForTests, failure } from '../testing/clients.ts';

const { config } = estateForTests();

describe('Secrets Manager, KMS, DynamoDB and SSM', () => {
  it('lists secrets in pages, with policies but without values', async () => {
    const client = new SecretsManagerClient(config());
    const first = await client.send(new ListSecretsCommand({}));
    const second = await client.send(new ListSecretsCommand({ NextToken: first.NextToken }));
    const secrets = [...(first.SecretList ?? []), ...(second.SecretList ?? [])];
    expect(secrets.map((secret) => secret.Name)).toEqual([
      'payments/provider-api-key',
      'orders/database',
      'shared/webhook-signing',
    ]);
    expect(secrets[0]?.KmsKeyId).toContain(PAYMENTS_KEY_ID);
    expect(secrets[0]?.CreatedDate).toEqual(new Date('2021-09-13T10:20:00Z'));
    const shared = await client.send(new GetResourcePolicyCommand({ SecretId: secrets[2]?.ARN }));
    expect(JSON.parse(shared.ResourcePolicy ?? '')).toMatchObject({
      Statement: [{ Sid: 'SharedServicesRead' }],
    });
    expect(
      (await client.send(new GetResourcePolicyCommand({ SecretId: secrets[0]?.ARN }))).ResourcePolicy,
    ).toBeUndefined();
    expect(
      await failure(client.send(new GetSecretValueCommand({ SecretId: secrets[0]?.ARN }))),
    ).toMatchObject({ name: 'UnknownOperationException' });
  });

  it('describes keys, their policies and aliases, and denies grants', async () => {
    const client = new KMSClient(config());
    const first = await client.send(new ListKeysCommand({}));
    const second = await client.send(new ListKeysCommand({ Marker: first.NextMarker }));
    expect([...(first.Keys ?? []), ...(second.Keys ?? [])]).toHaveLength(3);
    expect([first.Truncated, second.Truncated]).toEqual([true, false]);
    const key = await client.send(new DescribeKeyCommand({ KeyId: PAYMENTS_KEY_ID }));
    expect(key.KeyMetadata).toMatchObject({
      KeyManager: 'CUSTOMER',
      CreationDate: new Date('2021-09-13T10:00:00Z'),
    });
    const { Policy } = await client.send(
      new GetKeyPolicyCommand({ KeyId: PAYMENTS_KEY_ID, PolicyName: 'default' }),
    );
    expect(JSON.parse(Policy ?? '').Statement[0].Sid).toBe('Enable IAM User Permissions');
    const { Aliases } = await client.send(new ListAliasesCommand({}));
    expect(Aliases?.map((alias) => alias.AliasName)).toEqual([
      'alias/payments',
      'alias/archives',
      'alias/aws/secretsmanager',
    ]);
    expect(await failure(client.send(new ListGrantsCommand({ KeyId: PAYMENTS_KEY_ID })))).toMatchObject({
      name: 'AccessDeniedException',
      status: 400,
    });
    expect(await failure(client.send(new DescribeKeyCommand({ KeyId: 'none' })))).toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('describes tables and their policies', async () => {
    const client = new DynamoDBClient(config());
    const first = await client.send(new ListTablesCommand({}));
    const second = await client.send(
      new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }),
    );
    expect([first.TableNames, second.TableNames]).toEqual([['carts', 'orders'], ['partners']]);
    expect(second.LastEvaluatedTableName).toBeUndefined();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      ItemCount: 2_406_113,
      CreationDateTime: new Date('2021-01-11T10:31:00Z'),
    });
    const tags = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    expect(tags.Tags).toContainEqual({ Key: 'data-classification', Value: 'internal' });
    expect(
      await failure(client.send(new GetTablePolicyCommand({ ResourceArn: Table?.TableArn }))),
    ).toMatchObject({ name: 'PolicyNotFoundException' });
    const partners = await client.send(
      new GetTablePolicyCommand({ ResourceArn: Table?.TableArn?.replace('orders', 'partners') }),
    );
    expect(JSON.parse(partners.Policy ?? '').Statement[0].Sid).toBe('SharedServicesLookUp');
  });

  it('describes parameters in pages', async () => {
    const client = new SSMClient(config());
    const first = await client.send(new DescribeParametersCommand({}));
    const second = await client.send(new DescribeParametersCommand({ NextToken: first.NextToken }));
    expect([...(first.Parameters ?? []), ...(second.Parameters ?? [])].map((one) => one.Type)).toEqual([
      'SecureString',
      'String',
      'SecureString',
      'String',
    ]);
  });
});
