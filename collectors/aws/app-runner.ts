import { AppRunnerClient, DescribeServiceCommand, ListServicesCommand } from '@aws-sdk/client-apprunner';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

/** Services come with the values of their environment and their commands, which redaction drops. */
const operations: readonly Operation<AppRunnerClient>[] = [
  {
    operation: 'apprunner:ListServices',
    permission: 'apprunner:ListServices',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new ListServicesCommand(token === null ? {} : { NextToken: token }), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.ServiceSummaryList).length,
    keep: (page) => members(page.ServiceSummaryList, 'ServiceArn'),
  },
  {
    operation: 'apprunner:DescribeService',
    permission: 'apprunner:DescribeService',
    hides: WORKLOAD_KINDS,
    after: ['apprunner:ListServices'],
    each: (earlier) =>
      keptNames(earlier, 'apprunner:ListServices').map((ServiceArn) => ({ parameters: { ServiceArn } })),
    send: (client, question, _token, options) =>
      client.send(new DescribeServiceCommand({ ServiceArn: textOf(question, 'ServiceArn') }), options),
    items: () => 1,
  },
];

export const appRunner = service<AppRunnerClient>({
  name: 'apprunner',
  title: 'Services (App Runner)',
  scope: 'region',
  client: (config) => new AppRunnerClient(config),
  operations,
});
