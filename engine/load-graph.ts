import { buildGraph } from '../analysis/graph/build.ts';
import { decodeGraph } from '../analysis/graph/codec.ts';
import type { Graph } from '../analysis/graph/graph.ts';
import { RELATION_KIND_NAMES, RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { GraphBlobs, SnapshotReader } from '../schema/snapshot/types.ts';
import { accountsWithScps, scpCouldDeny } from './strict-scp.ts';

const UNKNOWN = 2;

/** 1 for each kind of relation (by its number) that gives an attacker power. */
const TRAVERSABLE = RELATION_KIND_NAMES.map((kind) => (RELATION_KINDS[kind].traversable ? 1 : 0));

/**
 * The graph of a sealed snapshot. The arrays stored beside the tables are used only where the file is this machine's
 * own; a stranger's are built again from the relations.
 */
export function loadGraph(
  reader: SnapshotReader,
  options: { readonly trustStoredArrays: boolean; readonly strictScp: boolean },
): Graph {
  const entityCount = reader.entityCount();
  if (options.trustStoredArrays) {
    const blobs = storedBlobs(reader);
    if (blobs) return decodeGraph(blobs, { entityCount, relationCount: reader.relationCount() });
  }
  const ends = reader.relationEnds();
  const traversable = Uint8Array.from(ends.kind, (kind) => TRAVERSABLE[kind] ?? 0);
  const verdict = options.strictScp ? strictVerdicts(reader, ends) : ends.verdict;
  return buildGraph({ entityCount, from: ends.from, to: ends.to, verdict, traversable });
}

function storedBlobs(reader: SnapshotReader): GraphBlobs | null {
  const blobs: Record<string, Int32Array | Uint8Array> = {};
  for (const name of reader.graphBlobNames()) {
    const blob = reader.graphBlob(name);
    if (blob) blobs[name] = blob;
  }
  return Object.keys(blobs).length > 0 ? blobs : null;
}

function strictVerdicts(
  reader: SnapshotReader,
  ends: ReturnType<SnapshotReader['relationEnds']>,
): Uint8Array {
  const known = accountsWithScps(reader);
  const ids = new Map<number, string>();
  return ends.verdict.map((verdict, relation) => {
    const from = ends.from[relation] ?? 0;
    let id = ids.get(from);
    if (id === undefined) {
      id = reader.entity(from).id;
      ids.set(from, id);
    }
    const kind = RELATION_KIND_NAMES[ends.kind[relation] ?? 0];
    return kind && scpCouldDeny(id, kind, known) ? UNKNOWN : verdict;
  });
}
