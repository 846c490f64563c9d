import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { list, type Operation, service } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

/** Stacks come with the values of their parameters and outputs, which redaction drops; templates are never asked for. */
const operations: readonly Operation<CloudFormationClient>[] = [
  {
    operation: 'cloudformation:DescribeStacks',
    permission: 'cloudformation:DescribeStacks',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeStacksCommand(token === null ? {} : { NextToken: token }), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.Stacks).length,
  },
];

export const cloudformation = service<CloudFormationClient>({
  name: 'cloudformation',
  title: 'Stacks (CloudFormation)',
  scope: 'region',
  client: (config) => new CloudFormationClient(config),
  operations,
});
