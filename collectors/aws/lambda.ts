import { GetPolicyCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { isJsonObject } from '../../schema/json.ts';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

/** Functions come with the values of their environment, which redaction drops; their code is never asked for. */
const operations: readonly Operation<LambdaClient>[] = [
  {
    operation: 'lambda:ListFunctions',
    permission: 'lambda:ListFunctions',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new ListFunctionsCommand(token === null ? {} : { Marker: token }), options),
    next: (page) => page.NextMarker,
    items: (page) => list(page.Functions).length,
    keep: (page) => members(page.Functions, 'FunctionName'),
  },
  {
    operation: 'lambda:GetPolicy',
    permission: 'lambda:GetPolicy',
    hides: ['can-take-over', 'can-run-as'],
    after: ['lambda:ListFunctions'],
    each: (earlier) =>
      keptNames(earlier, 'lambda:ListFunctions').map((FunctionName) => ({ parameters: { FunctionName } })),
    send: (client, question, _token, options) =>
      client.send(new GetPolicyCommand({ FunctionName: textOf(question, 'FunctionName') }), options),
    absent: { ResourceNotFoundException: { Policy: null } },
    items: (document) => (isJsonObject(document.Policy) ? 1 : 0),
  },
];

export const lambda = service<LambdaClient>({
  name: 'lambda',
  title: 'Functions (Lambda)',
  scope: 'region',
  client: (config) => new LambdaClient(config),
  operations,
});
