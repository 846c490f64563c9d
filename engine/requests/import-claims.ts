import { LONGEST_TEXT, recognise } from '../../analysis/credentials/recognise.ts';
import { importClaims } from '../../collectors/import/claims.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { intoSnapshot } from '../into-snapshot.ts';
import type { RequestContext } from '../request-context.ts';

/** Graphs and findings of other programs. A refused import leaves nothing behind. */
export function importClaimsRequest(
  input: ParsedInput<'import.claims'>,
  context: RequestContext,
): Promise<Output<'import.claims'>> {
  const { kind, paths, cluster, repository } = input;
  const options = {
    kind,
    cluster,
    repository,
    recognise: (text: string) => recognise(text.slice(0, LONGEST_TEXT)),
    signal: context.signal,
    onProgress: context.onProgress,
  };
  return intoSnapshot(
    input,
    context,
    (writer) => importClaims(writer, paths, options),
    (writer) => writer.discard(),
  );
}
