import { canonicalJson, type JsonObject } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { GrantFact, ResourceFact, ResourceKind, ResourcePolicyFact } from './facts.ts';

/** Where an answer came from: what the call said besides the document. */
export interface CallScene {
  readonly source: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string | null;
  readonly parameters: JsonObject;
}

export interface ResourceReader {
  /** True where the operation is one that describes a resource. */
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): ResourceFact[];
}

type Draft = { -readonly [K in keyof ResourceFact]: ResourceFact[K] };
type Handler = (document: Cursor, scene: CallScene, drafts: Drafts) => void;

/** Resources by account, kind and ARN; details may come before or after the listing that names them. */
interface Drafts {
  add(kind: ResourceKind, arn: string, name: string, scene: CallScene, ref: EvidenceRef): Draft;
  /** Applies to the resource whose ARN, name or id is `key`, now or when it is listed. */
  later(kind: ResourceKind, key: string | null, scene: CallScene, apply: (draft: Draft) => void): void;
}

export function resourceReader(): ResourceReader {
  const drafts = new Map<string, Draft>();
  const pending: { kind: ResourceKind; key: string; account: string; apply: (draft: Draft) => void }[] = [];
  const collection: Drafts = {
    add(kind, arn, name, scene, ref) {
      const known = drafts.get(`${kind} ${arn}`);
      if (known) return known;
      const owner = parseArn(arn)?.account ?? '';
      const draft: Draft = {
        kind,
        arn,
        name,
        account: isAccountId(owner) ? owner : scene.account,
        region: (parseArn(arn)?.region || scene.region) ?? null,
        source: scene.source,
        tags: {},
        policy: { state: 'unknown' },
        encryptionKey: undefined,
        publicAccessBlock: null,
        grants: [],
        attributes: {},
        ref,
      };
      drafts.set(`${kind} ${arn}`, draft);
      return draft;
    },
    later(kind, key, scene, apply) {
      if (key !== null) pending.push({ kind, key, account: scene.account, apply });
    },
  };
  return {
    read(operation, document, scene) {
      const handler = HANDLERS[operation];
      handler?.(document, scene, collection);
      return handler !== undefined;
    },
    finish() {
      const byKey = new Map<string, Draft>();
      for (const draft of drafts.values()) {
        byKey.set(`${draft.kind} ${draft.arn}`, draft);
        byKey.set(`${draft.kind} ${draft.account} ${draft.name}`, draft);
      }
      for (const { kind, key, account, apply } of pending) {
        const draft = byKey.get(`${kind} ${key}`) ?? byKey.get(`${kind} ${account} ${key}`);
        if (draft) apply(draft);
      }
      return [...drafts.values()];
    },
  };
}

function parameter(scene: CallScene, name: string): string | null {
  const value = scene.parameters[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A policy member: an object is a document, null or absent means that there is none. */
function policyFrom(document: Cursor, name: string): ResourcePolicyFact {
  const at = field(document, name);
  if (typeof at.value === 'object' && at.value !== null)
    return { state: 'document', document: at.value, ref: refOf(at) };
  return { state: 'none', ref: refOf(at.value === null ? at : document) };
}

function setPolicy(kind: ResourceKind, keyName: string, member: string): Handler {
  return (document, scene, drafts) => {
    const policy = policyFrom(document, member);
    const key = parameter(scene, keyName) ?? text(document, 'ARN') ?? text(document, keyName);
    drafts.later(kind, key, scene, (draft) => {
      draft.policy = policy;
    });
  };
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  's3:ListBuckets': (document, scene, drafts) => {
    for (const at of items(field(document, 'Buckets'))) {
      const name = text(at, 'Name');
      if (name === null) continue;
      const bucket = drafts.add('s3-bucket', `arn:${scene.partition}:s3:::${name}`, name, scene, refOf(at));
      const region = text(at, 'BucketRegion');
      if (region) bucket.region = region;
      bucket.attributes = { ...bucket.attributes, created: text(at, 'CreationDate') };
    }
  },
  's3:GetBucketPolicy': setPolicy('s3-bucket', 'Bucket', 'Policy'),
  's3:GetPublicAccessBlock': (document, scene, drafts) => {
    const at = field(document, 'PublicAccessBlockConfiguration');
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.publicAccessBlock = {
        blockPolicy: flag(at, 'BlockPublicPolicy') ?? false,
        restrict: flag(at, 'RestrictPublicBuckets') ?? false,
        ref: refOf(at.value === undefined || at.value === null ? document : at),
      };
    });
  },
  's3:GetBucketTagging': (document, scene, drafts) => {
    const found = tags(field(document, 'TagSet'));
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.tags = found;
    });
  },
  's3:GetBucketLocation': (document, scene, drafts) => {
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.region = text(document, 'LocationConstraint') ?? 'us-east-1'; // null is us-east-1 in the S3 API
    });
  },
  's3:GetBucketAcl': (document, scene, drafts) => {
    const groups = [...items(field(document, 'Grants'))].flatMap((grant) => {
      const uri = text(field(grant, 'Grantee'), 'URI');
      return uri ? [`${uri.slice(uri.lastIndexOf('/') + 1)}: ${text(grant, 'Permission') ?? ''}`] : [];
    });
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.attributes = { ...draft.attributes, aclGroups: groups };
    });
  },
  's3:GetBucketEncryption': (document, scene, drafts) => {
    const [rule] = items(field(field(document, 'ServerSideEncryptionConfiguration'), 'Rules'));
    const setting = rule ? field(rule, 'ApplyServerSideEncryptionByDefault') : null;
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.encryptionKey = setting ? text(setting, 'KMSMasterKeyID') : null;
    });
  },
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
