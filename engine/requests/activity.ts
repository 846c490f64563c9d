import { estatesOf } from '../../analysis/estates.ts';
import { activityOf, sessionOfKey } from '../../analysis/observed/activity-of.ts';
import { allActivity } from '../../analysis/observed/all-activity.ts';
import type { Output } from '../../schema/contract.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import type { Session } from '../sessions.ts';
import { period } from './behaviour.ts';

type Activity = Output<'trace'>['activity'];

/** What logs saw the traced credential or principal do; null where the snapshot has no log of where it is, or it is no identity. */
export function activityFor(session: Session, start: EntityRow): Activity {
  const activity = allActivity(estatesOf(session.reader));
  const found = activityOf(
    session.reader,
    activity,
    start.kind === 'aws-access-key' ? { key: start.id } : { principal: start.id },
  );
  if (!found || !/^(arn:|A[KS]IA|k8s:\/\/[^/]+\/(serviceaccount|user)\/)/.test(start.id)) return null;
  const many = <T extends object>(list: readonly T[]) => list.map((each) => ({ ...each }));
  return {
    ...found,
    logs: found.logs.map(period),
    principals: [...found.principals],
    keys: [...found.keys],
    actions: many(found.actions),
    addresses: many(found.addresses),
    resources: many(found.resources),
    userAgents: many(found.userAgents),
    regions: many(found.regions),
    sessions: many(found.sessions),
    assumed: many(found.assumed),
    proof: many(found.proof),
  };
}

/** The principal whose session a temporary key is, by the logs, and what to say of it. */
export function sessionBehind(
  session: Session,
  key: string,
): { readonly start: EntityRow; readonly note: string } | null {
  if (!key.startsWith('ASIA')) return null;
  const found = sessionOfKey(session.reader, key);
  const start = found ? session.reader.entityById(found.principal) : null;
  if (!found || !start) return null;
  const given =
    found.issuedTo === null
      ? ''
      : ` It was given to ${found.issuedTo}${found.issuedToKey === null ? '' : ` with key ${found.issuedToKey}`}.`;
  return {
    start,
    note: `${key} is a temporary key of session ${found.session ?? 'without a name'} of ${found.principal}, seen from ${found.first} to ${found.last}.${given}`,
  };
}
