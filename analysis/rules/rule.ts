import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import type { Account, Estate, Principal, Resource, Role } from '../aws/estate/estate.ts';
import type { AccessKeyFact, WorkloadFact } from '../aws/read/facts.ts';
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

/** What rules look at besides their subject. */
export interface Scene {
  readonly estate: Estate;
  readonly administrators: AdministratorIndex;
  readonly growth: GrowthIndex;
  /** By principal: the roles whose trust policies name it itself. */
  readonly trusting: ReadonlyMap<string, readonly Role[]>;
}

export type Emit = (relation: Relation) => void;

/** What a rule derives for, one at a time. */
export interface Subjects {
  readonly account: Account;
  readonly principal: Principal;
  readonly role: Role;
  readonly resource: Resource;
  readonly key: AccessKeyFact;
  readonly workload: WorkloadFact;
}
export type SubjectKind = keyof Subjects;

interface RuleOf<K extends SubjectKind> extends RuleInfo {
  readonly subject: K;
  derive(subject: Subjects[K], scene: Scene, emit: Emit): void;
  /** Why the rule gives no relation between the two, as far as it concerns them; nearest reasons first. */
  explain?(from: Principal | null, to: string, scene: Scene): readonly Blocker[];
}

export type Rule = { [K in SubjectKind]: RuleOf<K> }[SubjectKind];
