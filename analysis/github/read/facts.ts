import type { Coverage, EvidenceRef, Source } from '../../../schema/records.ts';
import type { WorkflowModel } from './workflow/model.ts';

/** Powers over a repository, each with all before it. */
export const PERMISSIONS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export function atLeast(permission: Permission, least: Permission): boolean {
  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf(least);
}

/** What was observed, and where. A fact that is null was not collected. */
export interface OrganizationFact {
  readonly login: string;
  readonly id: string | null;
  readonly source: string;
  /** `https://api.github.com`, `https://api.SUB.ghe.com` or `https://HOST/api/v3`; null for files. */
  readonly api: string | null;
  readonly ref: EvidenceRef | null;
  readonly defaultPermission: Permission | null;
  readonly membersCreateRepositories: boolean | null;
  readonly oidc: OidcTemplateFact | null;
  readonly workflowDefaults: WorkflowDefaultsFact | null;
  readonly allowedActions: AllowedActionsFact | null;
  readonly forkApproval: ForkApprovalFact | null;
}

/** How subjects of tokens are made up (`actions/oidc/customization/sub`). */
export interface OidcTemplateFact {
  readonly ref: EvidenceRef;
  /** Null for an organization's template, which has no such member. */
  readonly useDefault: boolean | null;
  /** Null where the default keys are used. */
  readonly keys: readonly string[] | null;
  readonly immutable: boolean | null;
  /** `repo:O@1/R@2` or `repo:O/R`, as GitHub says it of a repository. */
  readonly prefix: string | null;
}

export interface WorkflowDefaultsFact {
  readonly ref: EvidenceRef;
  readonly permissions: 'read' | 'write';
  readonly approvesPullRequests: boolean;
}

export interface AllowedActionsFact {
  readonly ref: EvidenceRef;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string;
  readonly shaPinningRequired: boolean | null;
}

export interface ForkApprovalFact {
  readonly ref: EvidenceRef;
  /** Whose pull requests from forks wait: `first_time_contributors_new_to_github`, `first_time_contributors`, `all_external_contributors`. */
  readonly policy: string;
}

export interface RepositoryFact {
  readonly organization: string;
  readonly name: string;
  readonly id: string | null;
  readonly source: string;
  readonly ref: EvidenceRef;
  readonly visibility: 'public' | 'private' | 'internal' | null;
  readonly archived: boolean;
  readonly forkingAllowed: boolean | null;
  readonly createdAt: string | null;
  readonly defaultBranch: string | null;
  readonly branches: readonly NamedFact[] | null;
  /** True where there are more branches than were listed. */
  readonly moreBranches: boolean;
  readonly workflows: readonly WorkflowFact[] | null;
  readonly environments: readonly EnvironmentFact[] | null;
  readonly deployKeys: readonly DeployKeyFact[] | null;
  readonly protections: readonly ProtectionFact[] | null;
  readonly rulesets: readonly RulesetFact[] | null;
  readonly collaborators: readonly GrantFact[] | null;
  readonly secrets: readonly SecretFact[] | null;
  readonly oidc: OidcTemplateFact | null;
  readonly workflowDefaults: WorkflowDefaultsFact | null;
  readonly forkApproval: ForkApprovalFact | null;
  readonly runners: readonly RunnerFact[] | null;
  readonly codeowners: { readonly ref: EvidenceRef; readonly text: string } | null;
}

export interface NamedFact {
  readonly name: string;
  readonly ref: EvidenceRef;
}

export interface WorkflowFact {
  readonly organization: string;
  readonly repository: string;
  /** `.github/workflows/release.yml`. */
  readonly path: string;
  /** The workflow's own name; the file's where it has none. */
  readonly name: string;
  /** The branch it was read from; null for the default branch. */
  readonly branch: string | null;
  readonly ref: EvidenceRef;
  /** `active`, `disabled_manually`…; null where it was not asked. */
  readonly state: string | null;
  readonly stateRef: EvidenceRef | null;
  /** Null where the content was not collected. */
  readonly model: WorkflowModel | null;
}

export interface EnvironmentFact {
  readonly name: string;
  readonly ref: EvidenceRef;
  /** Null where the rules were not collected. */
  readonly rules: EnvironmentRules | null;
  readonly secrets: readonly SecretFact[] | null;
}

export interface EnvironmentRules {
  /** Logins, and teams as `ORG/SLUG`; a deployment waits for one of them. */
  readonly reviewers: readonly { readonly kind: 'user' | 'team'; readonly name: string }[];
  readonly reviewersRef: EvidenceRef | null;
  readonly preventsSelfReview: boolean;
  readonly waitMinutes: number;
  /** Apps that a deployment waits for. */
  readonly customRules: number;
  readonly adminsBypass: boolean | null;
  readonly branchPolicy: BranchPolicy;
}

export type BranchPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'protected'; readonly ref: EvidenceRef }
  /** `patterns` is null where they were not collected. */
  | {
      readonly kind: 'custom';
      readonly ref: EvidenceRef;
      readonly patterns: readonly PolicyPattern[] | null;
    };

export interface PolicyPattern {
  readonly name: string;
  readonly type: 'branch' | 'tag';
  readonly ref: EvidenceRef;
}

export interface DeployKeyFact {
  readonly id: string;
  readonly title: string;
  readonly ref: EvidenceRef;
  /** As `ssh-keygen -l` prints it; null where the key was not told. */
  readonly fingerprint: string | null;
  readonly readOnly: boolean;
  readonly createdAt: string | null;
  readonly lastUsed: string | null;
  readonly enabled: boolean;
}

/** A branch protection rule of the older kind. */
export interface ProtectionFact {
  readonly pattern: string;
  readonly ref: EvidenceRef;
  readonly enforcedForAdmins: boolean;
  readonly requiresReviews: boolean;
  readonly reviewCount: number;
  readonly requiresStatusChecks: boolean;
  readonly locked: boolean;
  readonly restrictsPushes: boolean;
  readonly blocksCreations: boolean;
  readonly pushers: readonly ActorFact[];
  readonly bypassers: readonly ActorFact[];
}

export interface ActorFact {
  readonly kind: 'user' | 'team' | 'app' | 'deploy-key' | 'role' | 'organization-admin' | 'other';
  /** Login, slug, app's slug or id, or the role's name; null where the actor is every one of its kind. */
  readonly name: string | null;
  /** Of a ruleset: true where it may bypass only by way of a pull request. */
  readonly pullRequestOnly: boolean;
}

export interface RulesetFact {
  readonly id: string;
  readonly name: string;
  readonly ref: EvidenceRef;
  readonly target: 'branch' | 'tag' | 'push';
  readonly active: boolean;
  /** Full refs with `~DEFAULT_BRANCH` and `~ALL` as GitHub writes them; null where they were not collected. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
  /** Null where the rules were not collected. */
  readonly rules: readonly RuleFact[] | null;
  /** Null where the token may not see them. */
  readonly bypass: readonly ActorFact[] | null;
}

export interface RuleFact {
  /** `creation`, `update`, `pull_request`, `required_status_checks`, `workflows`… */
  readonly type: string;
  readonly ref: EvidenceRef;
  readonly approvals: number;
}

/** What a custom role adds to the permission it is built on. */
export type ExtraPower = 'bypass' | 'push';

export interface GrantFact {
  readonly kind: 'user' | 'team';
  /** Login, or the team's slug. */
  readonly name: string;
  readonly permission: Permission;
  readonly ref: EvidenceRef;
  readonly extra?: readonly ExtraPower[];
}

export interface SecretFact {
  readonly name: string;
  readonly ref: EvidenceRef;
  readonly updatedAt: string | null;
}

export interface OrganizationSecretFact extends SecretFact {
  readonly organization: string;
  readonly visibility: 'all' | 'private' | 'selected';
  /** Names of repositories, for `selected`; null where they were not collected. */
  readonly repositories: readonly string[] | null;
}

export interface MemberFact {
  readonly organization: string;
  readonly login: string;
  readonly owner: boolean;
  readonly ref: EvidenceRef;
}

export interface TeamFact {
  readonly organization: string;
  readonly slug: string;
  readonly name: string;
  readonly id: string | null;
  readonly ref: EvidenceRef;
  readonly parent: string | null;
  readonly members: readonly { readonly login: string; readonly ref: EvidenceRef }[];
  readonly repositories: readonly (NamedFact & {
    readonly permission: Permission;
    readonly extra?: readonly ExtraPower[];
  })[];
}

export interface InstallationFact {
  readonly organization: string;
  readonly slug: string;
  readonly appId: string | null;
  readonly ref: EvidenceRef;
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspended: boolean;
  /** Null where the app was given repositories that were not collected; `all` for all of them. */
  readonly repositories: 'all' | readonly string[] | null;
}

export interface RunnerGroupFact {
  readonly organization: string;
  readonly id: string;
  readonly name: string;
  readonly ref: EvidenceRef;
  readonly visibility: 'all' | 'private' | 'selected';
  readonly repositories: readonly string[] | null;
  readonly allowsPublic: boolean;
  readonly runners: readonly RunnerFact[] | null;
}

export interface RunnerFact {
  readonly name: string;
  readonly ref: EvidenceRef;
  readonly labels: readonly string[];
  readonly ephemeral: boolean | null;
}

export interface TokenGrantFact {
  readonly organization: string;
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly ref: EvidenceRef;
  readonly permissions: Readonly<Record<string, string>>;
  readonly expired: boolean;
  /** Null where it never expires, or was not told. */
  readonly expiresAt: string | null;
  readonly lastUsed: string | null;
  readonly repositories: 'all' | readonly string[] | null;
}

export interface GithubFacts {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  readonly organizations: readonly OrganizationFact[];
  readonly repositories: readonly RepositoryFact[];
  readonly members: readonly MemberFact[];
  readonly teams: readonly TeamFact[];
  readonly installations: readonly InstallationFact[];
  readonly secrets: readonly OrganizationSecretFact[];
  readonly runnerGroups: readonly RunnerGroupFact[];
  readonly tokenGrants: readonly TokenGrantFact[];
  /** Operations with an answer, by source. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}
