import { clockStepsBack } from '../schema/clock-steps.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';

/** Says where a snapshot's own times show that a clock was set back while it was made. */
export function clockWarnings(reader: SnapshotReader, path: string): string[] {
  const { sealedAt } = reader.info();
  return reader.sources().flatMap(({ id, startedAt, endedAt }) => {
    const last = endedAt ?? startedAt;
    if (clockStepsBack([startedAt, last]).length > 0)
      return [
        `${path}: the clock was set back while ${id} was collected: it began at ${startedAt} and ended at ${last}. The order of calls holds, their times do not.`,
      ];
    if (sealedAt !== null && clockStepsBack([last, sealedAt]).length > 0)
      return [
        `${path}: the clock was set back before it was sealed: ${id} ended at ${last}, and it was sealed at ${sealedAt}.`,
      ];
    return [];
  });
}
