import { canonicalJson } from '../../schema/json.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

/** All that two collections of the same must agree in: which call got which document, and the coverage. */
export function contentOf(reader: Pick<SnapshotReader, 'calls' | 'coverage' | 'sources'>): unknown {
  return {
    sources: reader
      .sources()
      .map(({ id, account, principal, endedAt }) => ({ id, account, principal, ended: endedAt !== null })),
    calls: [...reader.calls()]
      .map(
        (call) =>
          `${call.operation} ${call.region} ${canonicalJson(call.parameters)} ${call.page} ${call.status} ${call.observation}`,
      )
      .sort(),
    coverage: reader
      .coverage()
      .map((record) => canonicalJson({ ...record }))
      .sort(),
  };
}
