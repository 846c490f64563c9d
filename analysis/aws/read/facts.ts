import type { Json } from '../../../schema/json.ts';
import type { Coverage, EvidenceRef, Source } from '../../../schema/records.ts';
import type { ActivityFacts } from '../../observed/activity-facts.ts';
import type { EksClusterFact } from './eks.ts';
import type { OrganizationFacts } from './organizations.ts';

/** A policy document and the place in the evidence where it stands. */
export interface DocumentFact {
  readonly document: Json;
  readonly ref: EvidenceRef;
}

export interface InlinePolicyFact extends DocumentFact {
  readonly name: string;
}

/** A managed policy that something has attached: only its name and where that is said. */
export interface AttachmentFact {
  readonly arn: string;
  readonly name: string;
  readonly ref: EvidenceRef;
}

export interface PolicyVersionFact extends DocumentFact {
  readonly id: string;
  readonly isDefault: boolean;
}

export interface ManagedPolicyFact {
  readonly arn: string;
  readonly name: string;
  readonly source: string;
  /** Null for policies that AWS manages. */
  readonly account: string | null;
  readonly versions: readonly PolicyVersionFact[];
  readonly createdAt: string | null;
  readonly ref: EvidenceRef;
}

interface PrincipalFact {
  /** The provider's own spelling: the entity's id. */
  readonly id: string;
  /** The same in the account it belongs to, where the id does not say (anonymised dumps). For requests. */
  readonly arn: string;
  readonly account: string;
  readonly source: string;
  readonly name: string;
  readonly path: string;
  readonly uniqueId: string | null;
  readonly createdAt: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** False where the answer has no list of tags at all, as older ones had not. */
  readonly tagsKnown: boolean;
  readonly inline: readonly InlinePolicyFact[];
  readonly attached: readonly AttachmentFact[];
  readonly ref: EvidenceRef;
}

export interface UserFact extends PrincipalFact {
  readonly kind: 'user';
  readonly groups: readonly { readonly name: string; readonly ref: EvidenceRef }[];
  readonly boundary: AttachmentFact | null;
  readonly passwordLastUsed: string | null;
}

export interface RoleFact extends PrincipalFact {
  readonly kind: 'role';
  readonly trust: DocumentFact | null;
  readonly boundary: AttachmentFact | null;
  readonly lastUsed: { readonly at: string | null; readonly region: string | null } | null;
  readonly instanceProfiles: readonly string[];
}

export interface GroupFact extends PrincipalFact {
  readonly kind: 'group';
}

export interface AccessKeyFact {
  readonly id: string;
  /** Null for a key of the account root. */
  readonly user: string | null;
  readonly account: string;
  readonly source: string;
  readonly status: 'Active' | 'Inactive' | null;
  readonly createdAt: string | null;
  readonly lastUsed: {
    readonly at: string | null;
    readonly service: string | null;
    readonly region: string | null;
  } | null;
  /** When this was so, where the answer tells it (a credential report does); null: when the source was read. */
  readonly seenAt: string | null;
  readonly ref: EvidenceRef;
}

/** What is known of a user's credentials. Bounds, because a credential report does not list inactive keys. */
export interface UserCredentialFact {
  readonly keys: { readonly min: number; readonly max: number; readonly ref: EvidenceRef | null };
  readonly loginProfile: {
    readonly state: 'exists' | 'absent' | 'unknown';
    readonly ref: EvidenceRef | null;
  };
  readonly mfa: boolean | null;
  /** Rows of the credential report that people ask for. */
  readonly reported: Readonly<Record<string, string>>;
}

/** What the credential report or the account's summary says of the account's root user. */
export interface RootFact {
  readonly mfa: boolean | null;
  readonly ref: EvidenceRef;
}

export interface ProviderFact {
  readonly arn: string;
  readonly kind: 'oidc' | 'saml';
  readonly account: string;
  readonly source: string;
  readonly url: string | null;
  readonly audiences: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: string | null;
  readonly ref: EvidenceRef;
}

export type ResourceKind =
  | 's3-bucket'
  | 'secret'
  | 'kms-key'
  | 'dynamodb-table'
  | 'ssm-parameter'
  | 'sqs-queue'
  | 'sns-topic'
  | 'ecr-repository'
  | 'rds-database'
  | 'lambda-function';

/** A resource policy: its document, known to be none, or not collected. */
export type ResourcePolicyFact =
  | { readonly state: 'document'; readonly document: Json; readonly ref: EvidenceRef }
  | { readonly state: 'none'; readonly ref: EvidenceRef }
  | { readonly state: 'unknown' };

export interface ResourceFact {
  readonly kind: ResourceKind;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string | null;
  readonly source: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy: ResourcePolicyFact;
  /** Customer key that encrypts it: a key ARN, key id or alias; null: none or AWS's own; undefined: not known. */
  readonly encryptionKey: string | null | undefined;
  /** S3: block flags of the bucket joined with the account's, as far as collected; null where the bucket's were not. */
  readonly publicAccessBlock: PublicAccessBlockFact | null;
  /** S3: the bucket's access control list; null where nothing of it was collected. */
  readonly acl: {
    /** Grants to others than the owner; null where the list was not collected. */
    readonly grants: readonly AclGrantFact[] | null;
    /** True where ObjectOwnership is BucketOwnerEnforced, and lists count for nothing; null: not collected. */
    readonly enforced: boolean | null;
    readonly ref: EvidenceRef;
  } | null;
  /** KMS: who may use the key by a grant. */
  readonly grants: readonly GrantFact[];
  readonly attributes: Readonly<Record<string, Json>>;
  readonly ref: EvidenceRef;
}

export interface PublicAccessBlockFact {
  readonly blockPolicy: boolean;
  /** Who is from outside has no access by a policy that is public. */
  readonly restrict: boolean;
  /** Grants of access control lists to everyone count for nothing. */
  readonly ignoreAcls: boolean;
  readonly ref: EvidenceRef;
}

/** One grant of an access control list. */
export interface AclGrantFact {
  /** Whether `grantee` is one of S3's own groups (`AllUsers`, `AuthenticatedUsers`, `LogDelivery`), else a canonical id. */
  readonly group: boolean;
  readonly grantee: string;
  /** READ, WRITE, READ_ACP, WRITE_ACP, FULL_CONTROL. */
  readonly permission: string;
  readonly ref: EvidenceRef;
}

/** A grant on a KMS key; `constraint` is in words where an encryption context is asked for. */
export interface GrantFact {
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly constraint: string | null;
  readonly ref: EvidenceRef;
}

export type WorkloadKind =
  | 'lambda-function'
  | 'ec2-instance'
  | 'ecs-task-definition'
  | 'codebuild-project'
  | 'cloudformation-stack'
  | 'glue-dev-endpoint'
  | 'glue-job'
  | 'sagemaker-notebook'
  | 'state-machine'
  | 'apprunner-service'
  | 'batch-job-definition'
  | 'launch-template'
  | 'auto-scaling-group'
  | 'eks-node-group';

/** Something that runs with the permissions of a role. */
export interface WorkloadFact {
  readonly kind: WorkloadKind;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** Null where the answer's region is not known. */
  readonly region: string | null;
  readonly source: string;
  /** The role as the answer names it: an ARN, a bare name, or the ARN of an instance profile. Null: it has none. */
  readonly role: { readonly named: string; readonly ref: EvidenceRef } | null;
  /** Null where the answer does not carry them. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Instances: what Systems Manager says of them; null where it says nothing. */
  readonly managed: { readonly online: boolean; readonly ref: EvidenceRef } | null;
  /** Task definitions: their tasks that are running. */
  readonly tasks: readonly TaskFact[];
  /** Container images that it runs, as far as the answer names them. */
  readonly images: readonly ImageFact[];
  /** Groups: the launch template of their instances. `$Latest` and `$Default` follow the template; null: as `$Default`. */
  readonly launchedFrom: {
    /** Its id, or its name where that is all the answer gives. */
    readonly template: string;
    readonly version: string | null;
    /** Null where the template was not collected. */
    readonly arn: string | null;
    readonly ref: EvidenceRef;
  } | null;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly ref: EvidenceRef;
}

export interface ImageFact {
  /** `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY:TAG`, or one of another registry. */
  readonly uri: string;
  readonly ref: EvidenceRef;
}

export interface TaskFact {
  readonly arn: string;
  readonly cluster: string | null;
  /** Whether commands may be executed in it (ECS Exec). */
  readonly exec: boolean;
  readonly ref: EvidenceRef;
}

/** Something that others need to be there: an ECS cluster, a job queue. */
export interface ClusterFact {
  readonly arn: string;
  readonly account: string;
  readonly ref: EvidenceRef;
}

export interface AccountFact {
  readonly id: string;
  readonly partition: string;
  /** The sources that describe it, in order. */
  readonly sources: readonly string[];
  readonly ref: EvidenceRef | null;
}

/** Service last accessed, for one principal. */
export interface LastAccessedFact {
  readonly services: readonly {
    readonly namespace: string;
    readonly at: string | null;
  }[];
  /** When the report was made; null where it does not tell. */
  readonly seenAt: string | null;
  readonly ref: EvidenceRef;
}

export interface AwsFacts {
  /** What logs say that happened. */
  readonly activity: ActivityFacts;
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly users: readonly UserFact[];
  readonly groups: readonly GroupFact[];
  readonly roles: readonly RoleFact[];
  /** By source and ARN: `policyKey(source, arn)`. */
  readonly policies: ReadonlyMap<string, ManagedPolicyFact>;
  readonly keys: readonly AccessKeyFact[];
  /** By user ARN (the request form). */
  readonly credentials: ReadonlyMap<string, UserCredentialFact>;
  /** By account. */
  readonly roots: ReadonlyMap<string, RootFact>;
  /** By source: when its credential report was made. */
  readonly reportedAt: ReadonlyMap<string, string>;
  readonly providers: readonly ProviderFact[];
  readonly resources: readonly ResourceFact[];
  readonly workloads: readonly WorkloadFact[];
  /** ECS clusters. */
  readonly clusters: readonly ClusterFact[];
  /** Job queues of Batch that take jobs. */
  readonly jobQueues: readonly ClusterFact[];
  /** Kubernetes clusters of EKS: issuer, nodes, pod identity and who may enter. */
  readonly eksClusters: readonly EksClusterFact[];
  readonly organizations: OrganizationFacts;
  readonly lastAccessed: ReadonlyMap<string, LastAccessedFact>;
  /** Operations whose answers carry nothing that facts use, with how many there were. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Operations seen with an answer, by source. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}

export function policyKey(source: string, arn: string): string {
  return `${source}\n${arn}`;
}
