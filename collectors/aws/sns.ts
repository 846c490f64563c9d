import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';

const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer'];

const operations: readonly Operation<SNSClient>[] = [
  {
    operation: 'sns:ListTopics',
    permission: 'sns:ListTopics',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(new ListTopicsCommand(token === null ? {} : { NextToken: token }), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.Topics).length,
    keep: (page) => members(page.Topics, 'TopicArn'),
  },
  {
    operation: 'sns:GetTopicAttributes',
    permission: 'sns:GetTopicAttributes',
    hides: ACCESS,
    after: ['sns:ListTopics'],
    each: (earlier) => keptNames(earlier, 'sns:ListTopics').map((TopicArn) => ({ parameters: { TopicArn } })),
    send: (client, question, _token, options) =>
      client.send(new GetTopicAttributesCommand({ TopicArn: textOf(question, 'TopicArn') }), options),
    items: (document) => (isJsonObject(document.Attributes) ? 1 : 0),
  },
];

export const sns = service<SNSClient>({
  name: 'sns',
  title: 'Topics (SNS)',
  scope: 'region',
  client: (config) => new SNSClient(config),
  operations,
});
