import type { Hop } from '../schema/contract.ts';
import type { RelationKind } from '../schema/kinds/relation-kinds.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';

const SCP_OPERATION = 'organizations:ListPolicies';

/** Relations that hold without an API call that a service control policy could deny. */
const BEYOND_SCP: ReadonlySet<RelationKind> = new Set(['authenticates-as', 'member-of', 'session-of']);

const ACCOUNT_OF_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):(.*)$/;

/**
 * Whether an uncollected service control policy could deny what a relation from this entity stands for. SCPs limit
 * the principals of member accounts; service-linked roles are exempt (AWS Organizations User Guide, "SCPs").
 */
export function scpCouldDeny(
  from: string,
  kind: RelationKind,
  accountsWithScps: ReadonlySet<string>,
): boolean {
  if (BEYOND_SCP.has(kind)) return false;
  const match = ACCOUNT_OF_ARN.exec(from);
  if (!match) return false;
  const [, account = '', resource = ''] = match;
  return !accountsWithScps.has(account) && !resource.startsWith('role/aws-service-role/');
}

/** Accounts whose service control policies were collected completely. */
export function accountsWithScps(reader: SnapshotReader): ReadonlySet<string> {
  const collected = new Set(
    reader
      .coverage()
      .filter((record) => record.operation === SCP_OPERATION && record.status === 'complete')
      .map((record) => record.source),
  );
  return new Set(
    reader
      .sources()
      .filter((source) => collected.has(source.id) && source.account !== null)
      .map((source) => source.account ?? ''),
  );
}

/** Turns a hop that an uncollected service control policy could deny into `unknown`, and says why. */
export function withoutScpCertainty(reader: SnapshotReader): (hop: Hop) => Hop {
  const known = accountsWithScps(reader);
  return (hop) =>
    scpCouldDeny(hop.from, hop.kind, known)
      ? {
          ...hop,
          verdict: 'unknown',
          conditions: [...hop.conditions, 'no service control policy denies it (SCPs were not collected)'],
        }
      : hop;
}
