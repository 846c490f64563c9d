import type { Standing } from '../../analysis/exceptions/excepted.ts';
import type { Finding, FindingRule } from '../../analysis/findings/finding-rule.ts';
import type { Told, ToldEntity } from '../told.ts';

/** Version of MITRE ATT&CK (Enterprise) that technique ids are of. */
export const ATTACK_VERSION = '17';

/** Findings with what an export says about them besides. */
export interface FindingContext {
  readonly findings: readonly Finding[];
  readonly rules: readonly FindingRule[];
  /** Name and version of the program that writes, `trustpath 1.2.3`. */
  readonly tool: string;
  /** When the snapshot was sealed (ISO 8601 UTC), and its digest: findings are of that moment. */
  readonly sealedAt: string;
  readonly digest: string | null;
  entity(id: string): ToldEntity | null;
  /**
   * The exception of a case that holds for a finding on the day of writing; left out where no case was looked at, and in
   * evidence, which depends on no day.
   */
  readonly exceptionOf?: (finding: Finding) => Standing | null;
}

export function findingContext(
  reader: Pick<Told, 'info' | 'entityById'>,
  findings: readonly Finding[],
  rules: readonly FindingRule[],
  tool: string,
): FindingContext {
  const { sealedAt, createdAt, digest } = reader.info();
  return {
    findings,
    rules,
    tool,
    sealedAt: sealedAt ?? createdAt,
    digest,
    entity: (id) => reader.entityById(id),
  };
}

/** What an exception says, for whoever has only this. */
export function exceptionSays({ exception }: Standing): string {
  const { reason, control, owner, approver, expires } = exception;
  return `Accepted until ${expires} by ${approver}; ${owner} answers for it. Why: ${reason} Meanwhile: ${control}`;
}

/** Where a proof's document stands in an evidence bundle. */
export function documentPath(observation: string): string {
  return `observations/${observation.replace(/^sha256:/, '')}.json`;
}
