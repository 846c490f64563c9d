import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import type { AclGrantFact, PublicAccessBlockFact } from './facts.ts';
import { parameter, type ResourceHandler, setPolicy } from './resource-drafts.ts';

/** Reads what S3 answers about buckets, and about the account as a whole. */
export const BUCKET_HANDLERS: Readonly<Record<string, ResourceHandler>> = {
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
    const own = blockFrom(document);
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.publicAccessBlock = own;
    });
  },
  // What the account closes is closed for each of its buckets, whatever the bucket says.
  's3control:GetPublicAccessBlock': (document, scene, drafts) => {
    const whole = blockFrom(document);
    drafts.forAll('s3-bucket', parameter(scene, 'AccountId') ?? scene.account, (draft) => {
      draft.attributes = { ...draft.attributes, accountBlocksPublicAccess: whole.restrict };
      draft.publicAccessBlock = joined(draft.publicAccessBlock, whole);
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
    const owner = text(field(document, 'Owner'), 'ID');
    const grants = [...items(field(document, 'Grants'))].flatMap((grant): AclGrantFact[] => {
      const at = field(grant, 'Grantee');
      const [uri, id] = [text(at, 'URI'), text(at, 'ID')];
      const permission = text(grant, 'Permission');
      const grantee = uri === null ? id : uri.slice(uri.lastIndexOf('/') + 1);
      if (grantee === null || permission === null || (uri === null && id === owner)) return [];
      return [{ group: uri !== null, grantee, permission, ref: refOf(grant) }];
    });
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.acl = { grants, enforced: draft.acl?.enforced ?? null, ref: refOf(document) };
      const groups = grants.flatMap((each) => (each.group ? [`${each.grantee}: ${each.permission}`] : []));
      draft.attributes = { ...draft.attributes, aclGroups: groups };
    });
  },
  's3:GetBucketOwnershipControls': (document, scene, drafts) => {
    const [rule] = items(field(field(document, 'OwnershipControls'), 'Rules'));
    // Where nothing is set it is ObjectWriter, as in all buckets made before April 2023 ("Controlling ownership of objects").
    const enforced = rule !== undefined && text(rule, 'ObjectOwnership') === 'BucketOwnerEnforced';
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.acl = { grants: draft.acl?.grants ?? null, enforced, ref: draft.acl?.ref ?? refOf(document) };
    });
  },
  's3:GetBucketEncryption': (document, scene, drafts) => {
    const [rule] = items(field(field(document, 'ServerSideEncryptionConfiguration'), 'Rules'));
    const setting = rule ? field(rule, 'ApplyServerSideEncryptionByDefault') : null;
    drafts.later('s3-bucket', parameter(scene, 'Bucket'), scene, (draft) => {
      draft.encryptionKey = setting ? keyOfSetting(setting) : null;
    });
  },
};

/** Under KMS without a key that is named, it is the one that AWS manages for S3 ("Using server-side encryption with AWS KMS keys"). */
function keyOfSetting(setting: Cursor): string | null {
  const named = text(setting, 'KMSMasterKeyID');
  return named ?? (text(setting, 'SSEAlgorithm')?.startsWith('aws:kms') ? 'alias/aws/s3' : null);
}

/** None is configured where the member is null. */
function blockFrom(document: Cursor): PublicAccessBlockFact {
  const at = field(document, 'PublicAccessBlockConfiguration');
  return {
    blockPolicy: flag(at, 'BlockPublicPolicy') ?? false,
    restrict: flag(at, 'RestrictPublicBuckets') ?? false,
    ignoreAcls: flag(at, 'IgnorePublicAcls') ?? false,
    ref: refOf(at.value === undefined || at.value === null ? document : at),
  };
}

/** "Amazon S3 applies the most restrictive combination of the bucket-level and account-level settings"; null: not known. */
function joined(
  own: PublicAccessBlockFact | null,
  whole: PublicAccessBlockFact,
): PublicAccessBlockFact | null {
  if (own === null) return whole.restrict && whole.ignoreAcls ? whole : null;
  const closes = (whole.restrict && !own.restrict) || (whole.ignoreAcls && !own.ignoreAcls);
  return {
    blockPolicy: own.blockPolicy || whole.blockPolicy,
    restrict: own.restrict || whole.restrict,
    ignoreAcls: own.ignoreAcls || whole.ignoreAcls,
    ref: closes ? whole.ref : own.ref,
  };
}
