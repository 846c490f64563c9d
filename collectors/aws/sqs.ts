import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { keptNames, list, type Operation, service, textOf } from './operation.ts';

const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer'];

const operations: readonly Operation<SQSClient>[] = [
  {
    operation: 'sqs:ListQueues',
    permission: 'sqs:ListQueues',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(
        // Without MaxResults SQS gives a thousand and no token.
        new ListQueuesCommand({ MaxResults: 1000, ...(token === null ? {} : { NextToken: token }) }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.QueueUrls).length,
    keep: (page) => list(page.QueueUrls),
  },
  {
    operation: 'sqs:GetQueueAttributes',
    permission: 'sqs:GetQueueAttributes',
    hides: ACCESS,
    after: ['sqs:ListQueues'],
    each: (earlier) => keptNames(earlier, 'sqs:ListQueues').map((QueueUrl) => ({ parameters: { QueueUrl } })),
    send: (client, question, _token, options) =>
      client.send(
        new GetQueueAttributesCommand({ QueueUrl: textOf(question, 'QueueUrl'), AttributeNames: ['All'] }),
        options,
      ),
    items: (document) => (isJsonObject(document.Attributes) ? 1 : 0),
  },
];

export const sqs = service<SQSClient>({
  name: 'sqs',
  title: 'Queues (SQS)',
  scope: 'region',
  // The URL of a queue names AWS's own host, wherever calls are configured to go.
  client: (config) => new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
  operations,
});
