import { setFlagsFromString } from 'node:v8';
import { importCloudTrail } from '../../collectors/import/cloudtrail.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshot } from '../into-snapshot.ts';
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
      // Events are garbage as soon as they are reduced. Left to itself V8 lets much of it gather before it collects; told
      // to prefer memory over speed it needs half as much and hardly longer (docs/benchmarks.md).
      setFlagsFromString('--optimize-for-size');
      try {
        const imported = await importCloudTrail(writer, input.paths, {
          keep: input.keep,
          signal: context.signal,
          onProgress: context.onProgress,
        });
        events = imported.events;
        return imported;
      } finally {
        setFlagsFromString('--no-optimize-for-size');
      }
    },
    (writer) => writer.discard(),
  );
  return { ...result, events };
}
