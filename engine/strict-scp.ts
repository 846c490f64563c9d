import { estatesOf } from '../analysis/estates.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import type { Hop } from '../schema/contract.ts';
import { GUARDED_KINDS } from '../schema/kinds/guarded-kinds.ts';
import type { RelationKind } from '../schema/kinds/relation-kinds.ts';

const GUARDED: ReadonlySet<RelationKind> = new Set(GUARDED_KINDS);

/** Whether all service control policies that apply to an account were collected, which may be none. */
export type KnowsScps = (account: string) => boolean;

const ACCOUNT_OF_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):(.*)$/;

/**
 * Whether an uncollected service control policy could deny what a relation from this entity stands for. SCPs limit
 * the principals of member accounts; service-linked roles are exempt (AWS Organizations User Guide, "SCPs").
 */
export function scpCouldDeny(from: string, kind: RelationKind, known: KnowsScps): boolean {
  if (!GUARDED.has(kind)) return false;
  const match = ACCOUNT_OF_ARN.exec(from);
  if (!match) return false;
  const [, account = '', resource = ''] = match;
  return !known(account) && !resource.startsWith('role/aws-service-role/');
}

/**
 * By what was collected of organizations: a member's own credentials tell that there is one, and not what it denies. What
 * is known of some levels was derived already; the rest could still deny.
 */
export function accountsWithScps(reader: ObservationSource): KnowsScps {
  const { guardrails } = estatesOf(reader).aws;
  return (account) => guardrails.of(account).state === 'known';
}

/** Turns a hop that an uncollected service control policy could deny into `unknown`, and says why. */
export function withoutScpCertainty(reader: ObservationSource): (hop: Hop) => Hop {
  const known = accountsWithScps(reader);
  return (hop) =>
    scpCouldDeny(hop.from, hop.kind, known)
      ? {
          ...hop,
          verdict: 'unknown',
          conditions: [
            ...hop.conditions,
            'no service control policy denies it (not all that may apply were collected)',
          ],
        }
      : hop;
}
