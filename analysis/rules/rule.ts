import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import type { Role } from '../aws/estate/estate.ts';
import type { AwsSubjects } from '../aws/subjects.ts';
import type { ClaimSubjects } from '../claims/subjects.ts';
import type { Estates } from '../estates.ts';
import type { GithubSubjects } from '../github/subjects.ts';
import type { KubernetesSubjects } from '../kubernetes/subjects.ts';
import type { AdministratorIndex } from './administrator/administrator-index.ts';
import type { GrowthIndex } from './escalation/growth-index.ts';
import type { Blocker } from './outcome.ts';

/** What people are told about a rule, wherever a relation of it is shown. */
export interface RuleInfo {
  /** Stable; those of escalation techniques follow the public pathfinding.cloud catalogue. */
  readonly id: string;
  readonly title: string;
  readonly kind: RelationKind;
  /** MITRE ATT&CK technique ids (Enterprise). */
  readonly techniques: readonly string[];
  readonly enables: string;
  readonly fix: string;
  readonly references: readonly string[];
}

/** What rules look at besides their subject: the estates of all providers, and what is worked out once for all rules. */
export interface Scene extends Estates {
  readonly administrators: AdministratorIndex;
  readonly growth: GrowthIndex;
  /** By principal: the roles whose trust policies name it itself. */
  readonly trusting: ReadonlyMap<string, readonly Role[]>;
  /** Where only relations of a few principals are asked for, and the accounts' lists hold no others: the whole scene. */
  readonly whole?: Scene;
}

export type Emit = (relation: Relation) => void;

/** What a rule derives for, one at a time: each provider declares its own. */
export interface Subjects extends AwsSubjects, KubernetesSubjects, GithubSubjects, ClaimSubjects {}
export type SubjectKind = keyof Subjects;
export type SubjectLists = { readonly [K in SubjectKind]: readonly Subjects[K][] };

interface RuleOf<K extends SubjectKind> extends RuleInfo {
  readonly subject: K;
  derive(subject: Subjects[K], scene: Scene, emit: Emit): void;
  /** Why the rule gives no relation between the two, as far as it concerns them; nearest reasons first. */
  explain?(from: string, to: string, scene: Scene): readonly Blocker[];
}

export type Rule = { [K in SubjectKind]: RuleOf<K> }[SubjectKind];
