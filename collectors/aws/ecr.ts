import { DescribeRepositoriesCommand, ECRClient, GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';

/** Whoever pushes an image supplies code to what runs it. */
const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer', 'supplies'];

const operations: readonly Operation<ECRClient>[] = [
  {
    operation: 'ecr:DescribeRepositories',
    permission: 'ecr:DescribeRepositories',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(
        new DescribeRepositoriesCommand({
          maxResults: 1000,
          ...(token === null ? {} : { nextToken: token }),
        }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.repositories).length,
    keep: (page) => members(page.repositories, 'repositoryName'),
  },
  {
    operation: 'ecr:GetRepositoryPolicy',
    permission: 'ecr:GetRepositoryPolicy',
    hides: ACCESS,
    after: ['ecr:DescribeRepositories'],
    each: (earlier) =>
      keptNames(earlier, 'ecr:DescribeRepositories').map((repositoryName) => ({
        parameters: { repositoryName },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new GetRepositoryPolicyCommand({ repositoryName: textOf(question, 'repositoryName') }),
        options,
      ),
    absent: { RepositoryPolicyNotFoundException: { policyText: null } },
    items: (document) => (isJsonObject(document.policyText) ? 1 : 0),
  },
];

export const ecr = service<ECRClient>({
  name: 'ecr',
  title: 'Image repositories (ECR)',
  scope: 'region',
  client: (config) => new ECRClient(config),
  operations,
});
