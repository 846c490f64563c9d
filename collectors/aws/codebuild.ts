import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { batches, keptNames, list, type Operation, service, textsOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

/** Names in one BatchGetProjects, by its API reference. */
const BATCH = 100;

/** Projects come with the values of their environment and their build commands, which redaction drops. */
const operations: readonly Operation<CodeBuildClient>[] = [
  {
    operation: 'codebuild:ListProjects',
    permission: 'codebuild:ListProjects',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new ListProjectsCommand(token === null ? {} : { nextToken: token }), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.projects).length,
    keep: (page) => list(page.projects),
  },
  {
    operation: 'codebuild:BatchGetProjects',
    permission: 'codebuild:BatchGetProjects',
    hides: WORKLOAD_KINDS,
    after: ['codebuild:ListProjects'],
    each: (earlier) =>
      batches(keptNames(earlier, 'codebuild:ListProjects'), BATCH).map((names) => ({
        parameters: { names },
      })),
    send: (client, question, _token, options) =>
      client.send(new BatchGetProjectsCommand({ names: textsOf(question, 'names') }), options),
    items: (document) => list(document.projects).length,
  },
];

export const codebuild = service<CodeBuildClient>({
  name: 'codebuild',
  title: 'Build projects (CodeBuild)',
  scope: 'region',
  client: (config) => new CodeBuildClient(config),
  operations,
});
