import { importKubernetesAudit } from '../../collectors/import/kubernetes-audit.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshot } from '../into-snapshot.ts';
import { preferringMemory } from '../preferring-memory.ts';
import type { RequestContext } from '../request-context.ts';

/** Apart from the other imports: they load the cloud SDKs, which take as much memory as a million events. */
export async function importKubernetesAuditRequest(
  input: ParsedInput<'import.kubernetes-audit'>,
  context: RequestContext,
): Promise<Output<'import.kubernetes-audit'>> {
  let events = 0;
  const result = await intoSnapshot(
    input,
    context,
    async (writer) => {
      const imported = await preferringMemory(() =>
        importKubernetesAudit(writer, input.paths, {
          cluster: input.cluster,
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
