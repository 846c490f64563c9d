import type { ObservationId } from '../../../schema/records.ts';
import type { Operator } from './condition-operator.ts';
import type { Glob } from './glob.ts';
import type { Matcher } from './policy-value.ts';
import type { Template } from './policy-variable.ts';
import type { PolicySource } from './types.ts';

/** One value a condition compares with. */
export interface TestValue {
  readonly text: string;
  /** Null where the value has variables, which only a request can fill. */
  readonly matches: Matcher | null;
  readonly template: Template | null;
  /** For numbers and dates: the number, or ms since the epoch. */
  readonly number: number | null;
}

/** One operator on one key: all of a statement's tests must hold. */
export interface Test {
  readonly operator: Operator;
  /** As written. */
  readonly key: string;
  readonly lowerKey: string;
  readonly values: readonly TestValue[];
  /** Whether any value holds a policy variable. */
  readonly hasVariables: boolean;
}

export interface Patterns {
  /** True for the Not… form of the element. */
  readonly not: boolean;
  /** True when one pattern matches everything. */
  readonly all: boolean;
  readonly exact: ReadonlySet<string>;
  readonly globs: readonly Glob[];
  readonly templates: readonly Template[];
}

export interface PrincipalPattern {
  readonly not: boolean;
  readonly everyone: boolean;
  /** Accounts, by id, whether written as an id or as the ARN of the account's root. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, sessions and the like. */
  readonly arns: ReadonlySet<string>;
  /** `account/role name`: a role's path plays no part in who it is. */
  readonly roles: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  readonly canonicalUsers: readonly string[];
}

export interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid: string | null;
  readonly pointer: string;
  readonly observation: ObservationId | null;
  readonly policyName: string;
  /** How a sentence calls it: `Statement "AllowDeploy" of inline policy "ci"`. */
  readonly title: string;
  readonly actions: Patterns;
  /** Null where the element is absent: trust policies and some resource policies have none. */
  readonly resources: Patterns | null;
  readonly principal: PrincipalPattern | null;
  readonly tests: readonly Test[];
  /** Why the statement, or a part of it, is not understood; it then may or may not apply. */
  readonly problem: string | null;
}

/** A policy made ready for decisions. Opaque to callers: pass it to `evaluate`. */
export interface CompiledPolicy {
  readonly source: PolicySource;
  readonly statements: readonly CompiledStatement[];
  /** Statements whose actions match, by lower-case action: filled as actions are asked for. */
  readonly byAction: Map<string, StatementsByEffect>;
}

export interface StatementsByEffect {
  readonly allow: readonly CompiledStatement[];
  readonly deny: readonly CompiledStatement[];
}
