import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import {
  type Earlier,
  keptNames,
  list,
  members,
  type Operation,
  type Question,
  service,
  textOf,
} from './operation.ts';

const POLICY_NAME = 'default'; // The only name a key policy can have.

function eachKey(earlier: Earlier): readonly Question[] {
  return keptNames(earlier, 'kms:ListKeys').map((KeyId) => ({ parameters: { KeyId } }));
}

const nextMarker = (page: JsonObject) => (page.Truncated === true ? page.NextMarker : undefined);
const marker = (token: string | null) => (token === null ? {} : { Marker: token });

const operations: readonly Operation<KMSClient>[] = [
  {
    operation: 'kms:ListKeys',
    permission: 'kms:ListKeys',
    hides: ['can-decrypt', 'can-administer'],
    send: (client, _question, token, options) =>
      client.send(new ListKeysCommand({ Limit: 1000, ...marker(token) }), options),
    next: nextMarker,
    items: (page) => list(page.Keys).length,
    keep: (page) => members(page.Keys, 'KeyId'),
  },
  {
    operation: 'kms:DescribeKey',
    permission: 'kms:DescribeKey',
    hides: [],
    after: ['kms:ListKeys'],
    each: eachKey,
    send: (client, question, _token, options) =>
      client.send(new DescribeKeyCommand({ KeyId: textOf(question, 'KeyId') }), options),
    items: () => 1,
  },
  {
    operation: 'kms:GetKeyPolicy',
    permission: 'kms:GetKeyPolicy',
    hides: ['can-decrypt', 'can-administer'],
    after: ['kms:ListKeys'],
    each: (earlier) =>
      eachKey(earlier).map(({ parameters }) => ({ parameters: { ...parameters, PolicyName: POLICY_NAME } })),
    send: (client, question, _token, options) =>
      client.send(
        new GetKeyPolicyCommand({ KeyId: textOf(question, 'KeyId'), PolicyName: POLICY_NAME }),
        options,
      ),
    items: (document) => (isJsonObject(document.Policy) ? 1 : 0),
  },
  {
    operation: 'kms:ListGrants',
    permission: 'kms:ListGrants',
    hides: ['can-decrypt'],
    after: ['kms:ListKeys'],
    each: eachKey,
    send: (client, question, token, options) =>
      client.send(
        new ListGrantsCommand({ KeyId: textOf(question, 'KeyId'), Limit: 100, ...marker(token) }),
        options,
      ),
    next: nextMarker,
    items: (page) => list(page.Grants).length,
  },
  {
    operation: 'kms:ListAliases',
    permission: 'kms:ListAliases',
    hides: [],
    send: (client, _question, token, options) =>
      client.send(new ListAliasesCommand({ Limit: 100, ...marker(token) }), options),
    next: nextMarker,
    items: (page) => list(page.Aliases).length,
  },
];

export const kms = service<KMSClient>({
  name: 'kms',
  title: 'Keys (KMS)',
  scope: 'region',
  client: (config) => new KMSClient(config),
  operations,
});
