import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { type FileHint, type FileShape, firstOf, has, named, strings, textOf } from './file-shape.ts';

/** Answers of services whose own content says most of what is needed: Secrets Manager, KMS, DynamoDB, Systems Manager. */

function policyTalksOf(document: JsonObject, pattern: RegExp): boolean {
  for (const text of strings(document.Policy)) if (pattern.test(text)) return true;
  return false;
}

function keyId(_document: JsonObject, hint: FileHint): string | null {
  const name = hint.name;
  if (name === null) return null;
  return /^(?:arn:[^:]*:kms:.*:key\/.+|(?:mrk-)?[0-9a-f]{8}-?[0-9a-f-]{12,})$/.test(name) ? name : null;
}

const lacksKey = { lacking: 'the key it is about' };

export const RESOURCE_FILES: readonly FileShape[] = [
  { operation: 'secretsmanager:ListSecrets', matches: has('SecretList') },
  {
    operation: 'secretsmanager:GetResourcePolicy',
    matches: (document) =>
      /:secretsmanager:/.test(textOf(document, 'ARN') ?? '') &&
      !Object.hasOwn(document, 'SecretString') &&
      !Object.hasOwn(document, 'SecretBinary') &&
      Object.keys(document).every((name) =>
        ['ARN', 'Name', 'ResourcePolicy', 'ResponseMetadata'].includes(name),
      ),
    parameters: (document) => named('SecretId', textOf(document, 'ARN')),
  },
  {
    operation: 'kms:ListKeys',
    matches: (document) =>
      has('Keys', 'Truncated')(document) || textOf(firstOf(document, 'Keys'), 'KeyArn') !== null,
  },
  {
    operation: 'kms:DescribeKey',
    matches: (document) => textOf(document.KeyMetadata, 'KeyId') !== null,
    parameters: (document) => named('KeyId', textOf(document.KeyMetadata, 'KeyId')),
  },
  {
    operation: 'kms:GetKeyPolicy',
    matches: (document) =>
      isJsonObject(document.Policy) &&
      !Object.hasOwn(document, 'RevisionId') &&
      (document.PolicyName === 'default' || policyTalksOf(document, /^kms:/i)),
    parameters: (document, hint) => {
      const key = keyId(document, hint);
      return key === null ? null : { KeyId: key, PolicyName: 'default' };
    },
    ...lacksKey,
  },
  {
    operation: 'kms:ListGrants',
    matches: (document) =>
      has('Grants', 'Truncated')(document) || textOf(firstOf(document, 'Grants'), 'GrantId') !== null,
    parameters: (document, hint) =>
      named('KeyId', textOf(firstOf(document, 'Grants'), 'KeyId') ?? keyId(document, hint)),
    ...lacksKey,
  },
  {
    operation: 'kms:ListAliases',
    matches: (document) =>
      has('Aliases', 'Truncated')(document) ||
      /:kms:/.test(textOf(firstOf(document, 'Aliases'), 'AliasArn') ?? ''),
  },
  { operation: 'dynamodb:ListTables', matches: has('TableNames') },
  {
    operation: 'dynamodb:DescribeTable',
    matches: (document) => /:dynamodb:/.test(textOf(document.Table, 'TableArn') ?? ''),
    parameters: (document) => named('TableName', textOf(document.Table, 'TableName')),
  },
  {
    operation: 'dynamodb:GetResourcePolicy',
    matches: (document) =>
      has('Policy', 'RevisionId')(document) && policyTalksOf(document, /^arn:[^:]*:dynamodb:.*:table\//),
    parameters: (document, hint) => named('ResourceArn', tableArn(document, hint)),
    lacking: 'the table it is about',
  },
  {
    operation: 'ssm:DescribeParameters',
    matches: (document) => {
      const first = firstOf(document, 'Parameters');
      return (
        textOf(first, 'Name') !== null &&
        /^(?:String|StringList|SecureString)$/.test(textOf(first, 'Type') ?? '')
      );
    },
  },
];

function tableArn(document: JsonObject, hint: FileHint): string | null {
  if (hint.name?.startsWith('arn:')) return hint.name;
  const arns = new Set<string>();
  for (const text of strings(document.Policy)) {
    const arn = /^(arn:[^:]*:dynamodb:[^:*]*:\d{12}:table\/[^/*]+)/.exec(text)?.[1];
    if (arn !== undefined) arns.add(arn);
  }
  const [only] = arns;
  return arns.size === 1 && only !== undefined ? only : null;
}
