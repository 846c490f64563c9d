import {
  DescribeInstanceInformationCommand,
  DescribeParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { list, type Operation, service } from './operation.ts';

/** Names, types and keys only: the value of a parameter is never asked for. */
const operations: readonly Operation<SSMClient>[] = [
  {
    operation: 'ssm:DescribeParameters',
    permission: 'ssm:DescribeParameters',
    hides: ['can-read', 'can-write', 'can-administer'],
    send: (client, _question, token, options) =>
      client.send(
        new DescribeParametersCommand({ MaxResults: 50, ...(token === null ? {} : { NextToken: token }) }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.Parameters).length,
  },
  {
    operation: 'ssm:DescribeInstanceInformation',
    permission: 'ssm:DescribeInstanceInformation',
    hides: ['can-take-over', 'can-run-as'],
    send: (client, _question, token, options) =>
      client.send(
        new DescribeInstanceInformationCommand({
          MaxResults: 50,
          ...(token === null ? {} : { NextToken: token }),
        }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.InstanceInformationList).length,
  },
];

export const ssm = service<SSMClient>({
  name: 'ssm',
  title: 'Parameters and managed instances (Systems Manager)',
  scope: 'region',
  client: (config) => new SSMClient(config),
  operations,
});
