import { importCloudTrail } from '../../collectors/import/cloudtrail.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshotFromLog } from '../into-snapshot-from-log.ts';
import type { RequestContext } from '../request-context.ts';

/** Apart from the other imports: they load the cloud SDKs, which take as much memory as a million events. */
export function importCloudTrailRequest(
  input: ParsedInput<'import.cloudtrail'>,
  context: RequestContext,
): Promise<Output<'import.cloudtrail'>> {
  return intoSnapshotFromLog(input, context, (writer) =>
    importCloudTrail(writer, input.paths, {
      keep: input.keep,
      signal: context.signal,
      onProgress: context.onProgress,
    }),
  );
}
