import { arn, REGION } from '../estate/company.ts';
import { TABLES, type Table } from '../estate/data-stores.ts';
import { uuid } from '../estate/ids.ts';
import type { Handler } from '../protocol/call.ts';
import { AwsError, page, textParameter } from '../protocol/call.ts';

function tableNamed(name: string): Table {
  const table = TABLES.find((one) => one.name === name || arn.table(one.name) === name);
  if (table === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      400,
      `Requested resource not found: Table: ${name} not found`,
    );
  }
  return table;
}

export const dynamodb: Readonly<Record<string, Handler>> = {
  'dynamodb:ListTables': ({ parameters }) => {
    const names = TABLES.map((table) => table.name);
    const after = names.indexOf(textParameter(parameters, 'ExclusiveStartTableName')) + 1;
    const { items, next } = page(names.slice(after), '', parameters.Limit, 2);
    return { TableNames: items, LastEvaluatedTableName: next === undefined ? undefined : items.at(-1) };
  },
  'dynamodb:DescribeTable': ({ parameters }) => {
    const table = tableNamed(textParameter(parameters, 'TableName'));
    return {
      Table: {
        AttributeDefinitions: [{ AttributeName: table.key, AttributeType: 'S' }],
        TableName: table.name,
        KeySchema: [{ AttributeName: table.key, KeyType: 'HASH' }],
        TableStatus: 'ACTIVE',
        CreationDateTime: new Date(table.created),
        ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
        TableSizeBytes: table.items * 512,
        ItemCount: table.items,
        TableArn: arn.table(table.name),
        TableId: uuid(`table/${REGION}/${table.name}`),
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        DeletionProtectionEnabled: true,
      },
    };
  },
  'dynamodb:GetResourcePolicy': ({ parameters }) => {
    const name = textParameter(parameters, 'ResourceArn');
    const table = tableNamed(name);
    if (table.policy === null) {
      throw new AwsError(
        'PolicyNotFoundException',
        400,
        `Resource-based policy not found for the provided ResourceArn: ${name}`,
      );
    }
    return { Policy: JSON.stringify(table.policy), RevisionId: '1663000000000' };
  },
  'dynamodb:ListTagsOfResource': ({ parameters }) => ({
    Tags: Object.entries(tableNamed(textParameter(parameters, 'ResourceArn')).tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
};
