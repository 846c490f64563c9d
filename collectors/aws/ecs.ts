import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  batches,
  type Earlier,
  keptNames,
  list,
  type Operation,
  type Question,
  service,
  textOf,
  textsOf,
} from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const next = (token: string | null) => (token === null ? {} : { nextToken: token });

function eachCluster(earlier: Earlier): readonly Question[] {
  return keptNames(earlier, 'ecs:ListClusters').map((cluster) => ({ parameters: { cluster } }));
}

/** What a listing gave for each cluster, as many at once as a description takes. */
function inBatches(earlier: Earlier, listing: string, member: string, most: number): readonly Question[] {
  const pages = Map.groupBy(earlier(listing), (page) => page.parameters.cluster);
  return [...pages].flatMap(([cluster, found]) =>
    batches(
      keptNames(() => found, listing),
      most,
    ).map((names) => ({ parameters: { cluster: cluster ?? null, [member]: names } })),
  );
}

/** Containers come with the values of their environment and their commands, which redaction drops. */
const operations: readonly Operation<ECSClient>[] = [
  {
    operation: 'ecs:ListClusters',
    permission: 'ecs:ListClusters',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) => client.send(new ListClustersCommand(next(token)), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.clusterArns).length,
    keep: (page) => list(page.clusterArns),
  },
  {
    // Active ones only, as AWS does where nothing else is asked for: others cannot be run.
    operation: 'ecs:ListTaskDefinitions',
    permission: 'ecs:ListTaskDefinitions',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new ListTaskDefinitionsCommand(next(token)), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.taskDefinitionArns).length,
    keep: (page) => list(page.taskDefinitionArns),
  },
  {
    operation: 'ecs:DescribeTaskDefinition',
    permission: 'ecs:DescribeTaskDefinition',
    hides: WORKLOAD_KINDS,
    after: ['ecs:ListTaskDefinitions'],
    each: (earlier) =>
      keptNames(earlier, 'ecs:ListTaskDefinitions').map((taskDefinition) => ({
        parameters: { taskDefinition },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: textOf(question, 'taskDefinition') }),
        options,
      ),
    items: () => 1,
  },
  {
    operation: 'ecs:ListServices',
    permission: 'ecs:ListServices',
    hides: WORKLOAD_KINDS,
    after: ['ecs:ListClusters'],
    each: eachCluster,
    send: (client, question, token, options) =>
      client.send(
        new ListServicesCommand({ cluster: textOf(question, 'cluster'), maxResults: 100, ...next(token) }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.serviceArns).length,
    keep: (page) => list(page.serviceArns),
  },
  {
    operation: 'ecs:DescribeServices',
    permission: 'ecs:DescribeServices',
    hides: WORKLOAD_KINDS,
    after: ['ecs:ListServices'],
    each: (earlier) => inBatches(earlier, 'ecs:ListServices', 'services', 10),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeServicesCommand({
          cluster: textOf(question, 'cluster'),
          services: textsOf(question, 'services'),
        }),
        options,
      ),
    items: (document) => list(document.services).length,
  },
  {
    operation: 'ecs:ListTasks',
    permission: 'ecs:ListTasks',
    hides: WORKLOAD_KINDS,
    after: ['ecs:ListClusters'],
    each: eachCluster,
    send: (client, question, token, options) =>
      client.send(new ListTasksCommand({ cluster: textOf(question, 'cluster'), ...next(token) }), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.taskArns).length,
    keep: (page) => list(page.taskArns),
  },
  {
    operation: 'ecs:DescribeTasks',
    permission: 'ecs:DescribeTasks',
    hides: WORKLOAD_KINDS,
    after: ['ecs:ListTasks'],
    each: (earlier) => inBatches(earlier, 'ecs:ListTasks', 'tasks', 100),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeTasksCommand({
          cluster: textOf(question, 'cluster'),
          tasks: textsOf(question, 'tasks'),
        }),
        options,
      ),
    items: (document) => list(document.tasks).length,
  },
];

export const ecs = service<ECSClient>({
  name: 'ecs',
  title: 'Containers (ECS)',
  scope: 'region',
  client: (config) => new ECSClient(config),
  operations,
});
