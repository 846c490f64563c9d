import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const operations: readonly Operation<SFNClient>[] = [
  {
    operation: 'states:ListStateMachines',
    permission: 'states:ListStateMachines',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(
        new ListStateMachinesCommand({ maxResults: 1000, ...(token === null ? {} : { nextToken: token }) }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.stateMachines).length,
    keep: (page) => members(page.stateMachines, 'stateMachineArn'),
  },
  {
    // The definition, in which people write parameters, is not asked for.
    operation: 'states:DescribeStateMachine',
    permission: 'states:DescribeStateMachine',
    hides: WORKLOAD_KINDS,
    after: ['states:ListStateMachines'],
    each: (earlier) =>
      keptNames(earlier, 'states:ListStateMachines').map((stateMachineArn) => ({
        parameters: { stateMachineArn },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeStateMachineCommand({
          stateMachineArn: textOf(question, 'stateMachineArn'),
          includedData: 'METADATA_ONLY',
        }),
        options,
      ),
    items: () => 1,
  },
];

export const stepFunctions = service<SFNClient>({
  name: 'states',
  title: 'State machines (Step Functions)',
  scope: 'region',
  client: (config) => new SFNClient(config),
  operations,
});
