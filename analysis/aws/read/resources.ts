import { canonicalJson } from '../../../schema/json.ts';
import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import { BUCKET_HANDLERS } from './buckets.ts';
import type { GrantFact, ResourceFact } from './facts.ts';
import { QUEUE_AND_IMAGE_HANDLERS } from './queues-and-images.ts';
import {
  type CallScene,
  parameter,
  type ResourceHandler,
  resourceDrafts,
  setPolicy,
} from './resource-drafts.ts';

export interface ResourceReader {
  /** True where the operation is one that describes a resource. */
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): ResourceFact[];
}

/** Reads the answers of services whose resources hold data or carry policies. */
export function resourceReader(): ResourceReader {
  const drafts = resourceDrafts();
  return {
    read(operation, document, scene) {
      const handler = HANDLERS[operation];
      handler?.(document, scene, drafts);
      return handler !== undefined;
    },
    finish: () => drafts.finish(),
  };
}

const HANDLERS: Readonly<Record<string, ResourceHandler>> = {
  ...BUCKET_HANDLERS,
  ...QUEUE_AND_IMAGE_HANDLERS,
  'secretsmanager:ListSecrets': (document, scene, drafts) => {
    for (const at of items(field(document, 'SecretList'))) {
      const arn = text(at, 'ARN');
      if (arn === null) continue;
      const secret = drafts.add('secret', arn, text(at, 'Name') ?? arn, scene, refOf(at));
      secret.tags = tags(field(at, 'Tags'));
      secret.encryptionKey = text(at, 'KmsKeyId');
      secret.attributes = {
        lastChanged: text(at, 'LastChangedDate'),
        lastAccessed: text(at, 'LastAccessedDate'),
        rotation: flag(at, 'RotationEnabled'),
      };
    }
  },
  'secretsmanager:GetResourcePolicy': setPolicy('secret', 'SecretId', 'ResourcePolicy'),
  'kms:ListKeys': (document, scene, drafts) => {
    for (const at of items(field(document, 'Keys'))) {
      const arn = text(at, 'KeyArn');
      if (arn) drafts.add('kms-key', arn, text(at, 'KeyId') ?? arn, scene, refOf(at));
    }
  },
  'kms:DescribeKey': (document, scene, drafts) => {
    const at = field(document, 'KeyMetadata');
    const arn = text(at, 'Arn');
    if (arn === null) return;
    const key = drafts.add('kms-key', arn, text(at, 'KeyId') ?? arn, scene, refOf(at));
    key.attributes = {
      ...key.attributes,
      manager: text(at, 'KeyManager'),
      state: text(at, 'KeyState'),
      usage: text(at, 'KeyUsage'),
      description: text(at, 'Description'),
    };
  },
  'kms:GetKeyPolicy': setPolicy('kms-key', 'KeyId', 'Policy'),
  'kms:ListAliases': (document, scene, drafts) => {
    for (const at of items(field(document, 'Aliases'))) {
      const alias = text(at, 'AliasName');
      drafts.later('kms-key', text(at, 'TargetKeyId'), scene, (draft) => {
        const known = Array.isArray(draft.attributes.aliases) ? draft.attributes.aliases : [];
        if (alias) draft.attributes = { ...draft.attributes, aliases: [...known, alias] };
      });
    }
  },
  'kms:ListGrants': (document, scene, drafts) => {
    const grants = [...items(field(document, 'Grants'))].flatMap((grant): GrantFact[] => {
      const grantee = text(grant, 'GranteePrincipal');
      const { value: constraints } = field(grant, 'Constraints');
      const operations = [...items(field(grant, 'Operations'))].map((operation) => String(operation.value));
      const constraint =
        constraints === undefined ? null : `the encryption context fits ${canonicalJson(constraints)}`;
      return grantee === null ? [] : [{ grantee, operations, constraint, ref: refOf(grant) }];
    });
    drafts.later('kms-key', parameter(scene, 'KeyId'), scene, (draft) => {
      draft.grants = [...draft.grants, ...grants];
    });
  },
  'dynamodb:ListTables': (document, scene, drafts) => {
    for (const at of items(field(document, 'TableNames'))) {
      if (typeof at.value !== 'string' || scene.region === null) continue;
      const arn = `arn:${scene.partition}:dynamodb:${scene.region}:${scene.account}:table/${at.value}`;
      drafts.add('dynamodb-table', arn, at.value, scene, refOf(at));
    }
  },
  'dynamodb:DescribeTable': (document, scene, drafts) => {
    const at = field(document, 'Table');
    const arn = text(at, 'TableArn');
    if (arn === null) return;
    const table = drafts.add('dynamodb-table', arn, text(at, 'TableName') ?? arn, scene, refOf(at));
    table.encryptionKey = text(field(at, 'SSEDescription'), 'KMSMasterKeyArn');
    table.attributes = { ...table.attributes, status: text(at, 'TableStatus') };
  },
  'dynamodb:ListTagsOfResource': (document, scene, drafts) => {
    const found = tags(field(document, 'Tags'));
    drafts.later('dynamodb-table', parameter(scene, 'ResourceArn'), scene, (draft) => {
      draft.tags = found;
    });
  },
  'dynamodb:GetResourcePolicy': setPolicy('dynamodb-table', 'ResourceArn', 'Policy'),
  'ssm:DescribeParameters': (document, scene, drafts) => {
    for (const at of items(field(document, 'Parameters'))) {
      const name = text(at, 'Name');
      if (name === null || scene.region === null) continue;
      const arn =
        text(at, 'ARN') ??
        `arn:${scene.partition}:ssm:${scene.region}:${scene.account}:parameter/${name.replace(/^\//, '')}`;
      const found = drafts.add('ssm-parameter', arn, name, scene, refOf(at));
      const secure = text(at, 'Type') === 'SecureString';
      found.encryptionKey = secure ? text(at, 'KeyId') : null;
      found.policy = { state: 'none', ref: refOf(at) };
      found.attributes = { type: text(at, 'Type'), lastModified: text(at, 'LastModifiedDate') };
    }
  },
};
