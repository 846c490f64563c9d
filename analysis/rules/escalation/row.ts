import type { Group, Principal } from '../../aws/estate/estate.ts';
import type { HeldPolicy, PowerSet } from '../../aws/estate/permissions.ts';
import { administratorPolicy, IAM_CONTEXT } from '../administrator/administrator-index.ts';
import { judge } from '../judge.ts';
import { judgeTarget } from '../judge-target.ts';
import { any, blocked, type Outcome } from '../outcome.ts';
import type { RuleInfo, Scene } from '../rule.ts';

/** A technique by which a principal's own permissions grow until it equals an administrator. */
export interface GrowthRow extends Omit<RuleInfo, 'kind' | 'references' | 'techniques'> {
  readonly for: 'user' | 'role' | 'any';
  /** It changes the principal itself, which AWS lets nobody do to service-linked and reserved roles. */
  readonly changesSelf: boolean;
  /** Every one is needed; a principal none of whose statements touches one is passed over at once. */
  readonly actions: readonly string[];
  /** Each way to try, judged; none where the technique's preconditions are not there. */
  attempts(tools: Tools): Iterable<Outcome>;
  /** What the technique lacks where there was nothing to try; empty where that is no news. */
  readonly lacks: string;
}

/** What a row asks with: the principal as it is, and as it would be. */
export interface Tools {
  readonly scene: Scene;
  readonly principal: Principal;
  /** Groups the principal is in, or would be. */
  readonly groups: readonly Group[];
  /** The principal's own permissions as they stand. */
  ask(action: string, resource: string, context?: Readonly<Record<string, string>>): Outcome;
  /** Whether the principal would equal an administrator with this set, at once or by one more row. */
  power(after: PowerSet, groups?: readonly Group[]): Outcome;
  /** Administrator rights as the technique would add them. */
  readonly administratorRights: HeldPolicy;
}

const administratorRights = administratorPolicy('the added administrator policy');

export function askerTools(
  scene: Scene,
  principal: Principal,
  groups: readonly Group[],
  power: Tools['power'],
): Tools {
  return {
    scene,
    principal,
    groups,
    power,
    administratorRights,
    ask(action, resource, context = {}) {
      const options = { context: { ...IAM_CONTEXT, ...context } };
      const target = scene.aws.byArn.get(resource);
      if (target === undefined) return judge(principal, principal.set, action, resource, options);
      return judgeTarget(principal, principal.set, action, target, options);
    },
  };
}

/** Judges a row for a principal; null where it is of the other kind, or has nothing to say of one like it. */
export function judgeRow(row: GrowthRow, tools: Tools): Outcome | null {
  if (row.for !== 'any' && row.for !== tools.principal.kind) return null;
  if (row.changesSelf && 'unmodifiable' in tools.principal && tools.principal.unmodifiable)
    return blocked(
      tools.principal.ref,
      `${tools.principal.name} is a service-linked or reserved role, which only AWS changes.`,
    );
  const outcome = any(row.attempts(tools));
  if (outcome !== null || row.lacks === '') return outcome;
  return blocked(tools.principal.ref, `${tools.principal.name}: ${row.lacks}`);
}
