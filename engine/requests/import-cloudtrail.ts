import { importCloudTrail } from '../../collectors/import/cloudtrail.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshot } from '../into-snapshot.ts';
import { preferringMemory } from '../preferring-memory.ts';
import type { RequestContext } from '../request-context.ts';

/** Apart from the other imports: they load the cloud SDKs, which take as much memory as a million events. */
export async function importCloudTrailRequest(
  input: ParsedInput<'import.cloudtrail'>,
  context: RequestContext,
): Promise<Output<'import.cloudtrail'>> {
  let events = 0;
  const result = await intoSnapshot(
    input,
    context,
    async (writer) => {
      const imported = await preferringMemory(() =>
        importCloudTrail(writer, input.paths, {
          keep: input.keep,
          signal: context.signal,
          onProgress: context.onProgress,
        }),
      );
      events = imported.events;
      return imported;
    },
    (writer) => writer.discard(),
  );
  return { ...result, events };
}
