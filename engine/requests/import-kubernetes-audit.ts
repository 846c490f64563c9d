import { importKubernetesAudit } from '../../collectors/import/kubernetes-audit.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshotFromLog } from '../into-snapshot-from-log.ts';
import type { RequestContext } from '../request-context.ts';

/** Apart from the other imports: they load the cloud SDKs, which take as much memory as a million events. */
export function importKubernetesAuditRequest(
  input: ParsedInput<'import.kubernetes-audit'>,
  context: RequestContext,
): Promise<Output<'import.kubernetes-audit'>> {
  return intoSnapshotFromLog(input, context, (writer) =>
    importKubernetesAudit(writer, input.paths, {
      cluster: input.cluster,
      signal: context.signal,
      onProgress: context.onProgress,
    }),
  );
}
