import type { Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';

/** The kinds of policy that take part in a decision (IAM User Guide, "Policy evaluation logic"). */
export type PolicyType =
  | 'identity'
  | 'boundary'
  | 'session'
  | 'resource'
  | 'trust'
  | 'scp'
  | 'rcp'
  | 'endpoint';

/** A policy document and where it stands; `ref` is null for documents that are not observed (test vectors). */
export interface PolicySource {
  readonly document: Json;
  readonly ref: EvidenceRef | null;
  /** What a person calls it: `inline policy "deploy"`, `managed policy AdministratorAccess`. */
  readonly name: string;
}

/** One value or several; null marks a key whose value cannot be known from a snapshot. */
export type ContextValue = string | readonly string[] | null;

/**
 * The request context. A key that is absent is absent from the request, unless `unknownContext` is set on the
 * request: then its value is not known. A key with value null is present or absent, nobody can tell.
 * Keys are matched without regard to case.
 */
export type RequestContext = Readonly<Record<string, ContextValue>>;

/** Where an account stands: in an organization, or at least in none of the named. `path` as in aws:PrincipalOrgPaths. */
export type OrganizationPlace =
  | { readonly id: string; readonly management: string; readonly path: string | null }
  | { readonly not: readonly string[] };

export interface AwsRequest {
  /** ARN of a user, role, role session, account root, OIDC or SAML provider; a service; or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  /** ARN, or `*` where the action has no resource. */
  readonly resource: string;
  /** Account that owns the resource, where the ARN does not say. */
  readonly resourceAccount?: string;
  readonly context?: RequestContext;
  readonly unknownContext?: boolean;
  /** Beginnings of keys (lower case) that are absent unless given, whatever `unknownContext` says of the rest. */
  readonly completePrefixes?: readonly string[];
  /** Unique id of the role of which some session asks: what `aws:userid` begins with, where the context does not say it. */
  readonly sessionOf?: string;
  /** Where the principal's account and the resource's stand; null: in no organization; absent: the context says it. */
  readonly principalPlace?: OrganizationPlace | null;
  readonly resourcePlace?: OrganizationPlace | null;
  /**
   * Earliest time (ms since the epoch) at which the request can be made: the snapshot's. Bounds the keys that only
   * move forward (aws:CurrentTime, aws:EpochTime, aws:TokenIssueTime). Absent: time keys are taken from the context.
   */
  readonly notBefore?: number;
}

export interface PolicySet<P> {
  readonly identity?: readonly P[];
  readonly boundary?: P;
  readonly session?: readonly P[];
  readonly resource?: P;
  /** One list per level, root first; absent or empty: none apply. A level of RCPs that only denies stands beside RCPFullAWSAccess. */
  readonly scp?: readonly (readonly P[])[];
  readonly rcp?: readonly (readonly P[])[];
  readonly endpoint?: readonly P[];
}

/** A statement that took part in a decision. */
export interface StatementRef {
  readonly policyType: PolicyType;
  readonly policyName: string;
  readonly effect: 'Allow' | 'Deny';
  readonly sid: string | null;
  /** Pointer of the statement inside the observation (or inside the document, when `observation` is null). */
  readonly pointer: string;
  readonly observation: EvidenceRef['observation'] | null;
}

export interface Decision {
  readonly verdict: 'allow' | 'deny' | 'conditional' | 'unknown';
  /** Explicit: a statement said so. Implicit: no statement allowed it. */
  readonly kind: 'explicit' | 'implicit';
  /** The statements that decided, in the order of reasoning. Empty for an implicit deny. */
  readonly statements: readonly StatementRef[];
  /** Plain sentences: one for each statement, in the same order, then what else there is to say; never empty. */
  readonly because: readonly string[];
  /** The level of the organization's policies that allows nothing of the kind, where that alone denies. */
  readonly shut?: { readonly type: 'scp' | 'rcp'; readonly level: number };
  /** What is left to hold, in words, for `conditional`. */
  readonly conditions: readonly string[];
}
