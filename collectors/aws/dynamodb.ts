import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import {
  type Earlier,
  keptNames,
  list,
  type Operation,
  type Question,
  service,
  textOf,
} from './operation.ts';

const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer'];

function eachTableArn(earlier: Earlier): readonly Question[] {
  return keptNames(earlier, 'dynamodb:DescribeTable').map((ResourceArn) => ({ parameters: { ResourceArn } }));
}

const operations: readonly Operation<DynamoDBClient>[] = [
  {
    operation: 'dynamodb:ListTables',
    permission: 'dynamodb:ListTables',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(new ListTablesCommand(token === null ? {} : { ExclusiveStartTableName: token }), options),
    next: (page) => page.LastEvaluatedTableName,
    items: (page) => list(page.TableNames).length,
    keep: (page) => list(page.TableNames),
  },
  {
    operation: 'dynamodb:DescribeTable',
    permission: 'dynamodb:DescribeTable',
    hides: ACCESS,
    after: ['dynamodb:ListTables'],
    each: (earlier) =>
      keptNames(earlier, 'dynamodb:ListTables').map((TableName) => ({ parameters: { TableName } })),
    send: (client, question, _token, options) =>
      client.send(new DescribeTableCommand({ TableName: textOf(question, 'TableName') }), options),
    items: () => 1,
    keep: ({ Table: table }) =>
      isJsonObject(table) && typeof table.TableArn === 'string' ? [table.TableArn] : [],
  },
  {
    operation: 'dynamodb:GetResourcePolicy',
    permission: 'dynamodb:GetResourcePolicy',
    hides: ACCESS,
    after: ['dynamodb:DescribeTable'],
    each: eachTableArn,
    send: (client, question, _token, options) =>
      client.send(new GetResourcePolicyCommand({ ResourceArn: textOf(question, 'ResourceArn') }), options),
    absent: { PolicyNotFoundException: { Policy: null }, PolicyNotFound: { Policy: null } },
    items: (document) => (isJsonObject(document.Policy) ? 1 : 0),
  },
  {
    operation: 'dynamodb:ListTagsOfResource',
    permission: 'dynamodb:ListTagsOfResource',
    hides: ACCESS,
    after: ['dynamodb:DescribeTable'],
    each: eachTableArn,
    send: (client, question, token, options) =>
      client.send(
        new ListTagsOfResourceCommand({
          ResourceArn: textOf(question, 'ResourceArn'),
          ...(token === null ? {} : { NextToken: token }),
        }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.Tags).length,
  },
];

export const dynamodb = service<DynamoDBClient>({
  name: 'dynamodb',
  title: 'Tables (DynamoDB)',
  scope: 'region',
  client: (config) => new DynamoDBClient(config),
  operations,
});
