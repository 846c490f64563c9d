import type { Hop, Output } from '../../schema/contract.ts';
import type { DriftPart } from '../../schema/drift.ts';
import { kindOf, plural, verbOf } from '../entity/kind.ts';

type Drift = Output<'drift'>['drift'];
export type DriftReport = Readonly<Record<DriftPart, readonly string[]>>;

/** Each thing that drifted in one line of words, by the part of the report that it stands in. */
export function driftLines(drift: Drift): DriftReport {
  const named = ({ id, kind }: Drift['identities'][number]) => `${kindOf(kind).label} ${id}`;
  return {
    paths: drift.paths.map(
      ({ change, to, exposed, path }) =>
        `${path.from} reaches ${to}, as ${plural(exposed, 'entity', 'entities')} now ${exposed === 1 ? 'does' : 'do'}; opened by ${hopWords(change)}`,
    ),
    trust: drift.trust.map(hopWords),
    privileges: drift.privileges.map(hopWords),
    identities: drift.identities.map(named),
    credentials: drift.credentials.map(named),
    expired: drift.expired.map(({ id, says, known }) => `${id}: ${says}${known ? ' (as before)' : ''}`),
    exceptions: drift.exceptions.map(
      ({ exception: { scope, expires, owner } }) =>
        `${scope.of === 'path' ? `${scope.from} to ${scope.to}` : scope.of === 'entity' ? scope.entity : scope.finding}: held until ${expires}; ${owner} answered for it`,
    ),
  };
}

function hopWords({ from, kind, to, verdict }: Hop): string {
  return `${from} ${verbOf(kind)} ${to}${verdict === 'allow' ? '' : ` (${verdict})`}`;
}
