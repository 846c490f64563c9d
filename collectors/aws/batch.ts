import {
  BatchClient,
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
} from '@aws-sdk/client-batch';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { list, type Operation, service } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const next = (token: string | null) => (token === null ? {} : { nextToken: token });

/** Job definitions come with the values of their environment and their commands, which redaction drops. */
const operations: readonly Operation<BatchClient>[] = [
  {
    operation: 'batch:DescribeJobDefinitions',
    permission: 'batch:DescribeJobDefinitions',
    hides: WORKLOAD_KINDS,
    send: async (client, _question, token, options) => {
      const answer = await client.send(
        // Others cannot be submitted.
        new DescribeJobDefinitionsCommand({ status: 'ACTIVE', ...next(token) }),
        options,
      );
      return withoutParameterValues(answer as unknown as JsonObject);
    },
    next: (page) => page.nextToken,
    items: (page) => list(page.jobDefinitions).length,
  },
  {
    operation: 'batch:DescribeComputeEnvironments',
    permission: 'batch:DescribeComputeEnvironments',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeComputeEnvironmentsCommand(next(token)), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.computeEnvironments).length,
  },
  {
    operation: 'batch:DescribeJobQueues',
    permission: 'batch:DescribeJobQueues',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeJobQueuesCommand(next(token)), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.jobQueues).length,
  },
];

/** Parameters of a job definition are put into its command: their values are dropped, as those of the command are. */
export function withoutParameterValues(document: JsonObject): JsonObject {
  const jobDefinitions = list(document.jobDefinitions).map((job): Json => {
    if (!isJsonObject(job) || !isJsonObject(job.parameters)) return job;
    const names = Object.keys(job.parameters);
    return {
      ...job,
      parameters: Object.fromEntries(names.map((name) => [name, '[redacted:parameter-value]'])),
    };
  });
  return { ...document, jobDefinitions };
}

export const batch = service<BatchClient>({
  name: 'batch',
  title: 'Jobs (Batch)',
  scope: 'region',
  client: (config) => new BatchClient(config),
  operations,
});
