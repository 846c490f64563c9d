import {
  GetResourcePolicyCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';

const ACCESS: readonly RelationKind[] = ['can-read', 'can-write', 'can-administer'];

/** Names and policies only: the value of a secret is never asked for. */
const operations: readonly Operation<SecretsManagerClient>[] = [
  {
    operation: 'secretsmanager:ListSecrets',
    permission: 'secretsmanager:ListSecrets',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(
        new ListSecretsCommand({ MaxResults: 100, ...(token === null ? {} : { NextToken: token }) }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.SecretList).length,
    keep: (page) => members(page.SecretList, 'ARN'),
  },
  {
    operation: 'secretsmanager:GetResourcePolicy',
    permission: 'secretsmanager:GetResourcePolicy',
    hides: ACCESS,
    after: ['secretsmanager:ListSecrets'],
    each: (earlier) =>
      keptNames(earlier, 'secretsmanager:ListSecrets').map((SecretId) => ({ parameters: { SecretId } })),
    send: (client, question, _token, options) =>
      client.send(new GetResourcePolicyCommand({ SecretId: textOf(question, 'SecretId') }), options),
    items: (document) => (isJsonObject(document.ResourcePolicy) ? 1 : 0),
  },
];

export const secretsManager = service<SecretsManagerClient>({
  name: 'secretsmanager',
  title: 'Secrets (Secrets Manager)',
  scope: 'region',
  client: (config) => new SecretsManagerClient(config),
  operations,
});
