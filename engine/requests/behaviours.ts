import { setImmediate } from 'node:timers/promises';
import { activityIndex } from '../../analysis/behaviour/activity-index.ts';
import { behaviourOf } from '../../analysis/behaviour/behaviour-of.ts';
import { estatesOf } from '../../analysis/estates.ts';
import { allActivity } from '../../analysis/observed/all-activity.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { ObservationId } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { RequestContext } from '../request-context.ts';
import { period } from './behaviour.ts';

type Row = Output<'behaviours'>['identities'][number];

const DEFAULT_LIMIT = 5_000;
/** Between two of these others have their turn. */
const AT_ONCE = 100;
/** A document tells of several identities; those of several logs alternate. */
const DOCUMENTS_HELD = 16;

/** Everybody whom the logs of a snapshot saw, those with most deviations first. */
export async function behavioursRequest(
  input: ParsedInput<'behaviours'>,
  context: RequestContext,
): Promise<Output<'behaviours'>> {
  const { reader } = context.sessions.get(input.handle);
  const activity = allActivity(estatesOf(reader));
  const { principals } = activityIndex(activity);
  const source = heldDocuments(reader);
  const rows: Row[] = [];
  for (const [index, principal] of principals.entries()) {
    if (index % AT_ONCE === 0 && index > 0) {
      throwIfCancelled(context.signal);
      context.onProgress({
        stage: 'Comparing',
        source: '',
        detail: principal,
        done: index,
        total: principals.length,
        gaps: 0,
      });
      await setImmediate();
    }
    const found = behaviourOf(source, activity, { principal }, input.since ?? null);
    const entity = reader.entityById(principal);
    rows.push({
      subject: principal,
      kind: entity?.kind ?? null,
      name: entity?.name ?? principal,
      events: found.events,
      last: found.last,
      since: found.since,
      deviations: found.deviations.map(({ kind, count }) => ({ kind, count })),
      compared: found.compared,
    });
  }
  const order = rows.sort(
    (a, b) =>
      b.deviations.length - a.deviations.length || b.events - a.events || (a.subject < b.subject ? -1 : 1),
  );
  return {
    logs: activity.periods.map(period),
    total: rows.length,
    deviating: rows.filter(({ deviations }) => deviations.length > 0).length,
    identities: order.slice(0, input.limit ?? DEFAULT_LIMIT),
  };
}

/** Documents as the reader gives them, the last few of which are not read twice. */
function heldDocuments(reader: Pick<SnapshotReader, 'document'>): Pick<SnapshotReader, 'document'> {
  const held = new Map<ObservationId, ReturnType<SnapshotReader['document']>>();
  return {
    document(observation) {
      const known = held.get(observation);
      if (known !== undefined) return known;
      const document = reader.document(observation);
      const [oldest] = held.keys();
      if (held.size >= DOCUMENTS_HELD && oldest !== undefined) held.delete(oldest);
      held.set(observation, document);
      return document;
    },
  };
}
