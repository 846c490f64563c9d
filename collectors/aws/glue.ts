import { GetDevEndpointsCommand, GetJobsCommand, GlueClient } from '@aws-sdk/client-glue';
import { list, type Operation, service } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const next = (token: string | null) => (token === null ? {} : { NextToken: token });

/** Jobs come with the values of their arguments, which redaction drops. */
const operations: readonly Operation<GlueClient>[] = [
  {
    operation: 'glue:GetDevEndpoints',
    permission: 'glue:GetDevEndpoints',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new GetDevEndpointsCommand(next(token)), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.DevEndpoints).length,
  },
  {
    operation: 'glue:GetJobs',
    permission: 'glue:GetJobs',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) => client.send(new GetJobsCommand(next(token)), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.Jobs).length,
  },
];

export const glue = service<GlueClient>({
  name: 'glue',
  title: 'Jobs and development endpoints (Glue)',
  scope: 'region',
  client: (config) => new GlueClient(config),
  operations,
});
