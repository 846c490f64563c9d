import type { SnapshotWriter } from '../schema/snapshot/types.ts';
import { intoSnapshot, type Result } from './into-snapshot.ts';
import { preferringMemory } from './preferring-memory.ts';
import type { RequestContext } from './request-context.ts';

/** Imports a log into a file and seals it; where it fails, nothing is left. */
export async function intoSnapshotFromLog(
  target: Parameters<typeof intoSnapshot>[0],
  context: RequestContext,
  read: (writer: SnapshotWriter) => Promise<{ readonly events: number; readonly gaps: number }>,
): Promise<Result & { readonly events: number }> {
  let events = 0;
  const result = await intoSnapshot(
    target,
    context,
    async (writer) => {
      const imported = await preferringMemory(() => read(writer));
      events = imported.events;
      return imported;
    },
    (writer) => writer.discard(),
  );
  return { ...result, events };
}
