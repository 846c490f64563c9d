import { derive } from '../analysis/derive.ts';
import { buildGraph } from '../analysis/graph/build.ts';
import { encodeGraph } from '../analysis/graph/codec.ts';
import { numberByInDegree } from '../analysis/graph/number-by-in-degree.ts';
import type { Progress } from '../schema/contract.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { Derived, Entity, Relation, Verdict } from '../schema/records.ts';
import type { SnapshotInfo, SnapshotWriter } from '../schema/snapshot/types.ts';
import { rememberOwn } from './own-files.ts';
import { VERSION } from './version.ts';

const VERDICT_CODE: Record<Verdict, number> = { allow: 0, conditional: 1, unknown: 2 };

/** Derives entities and relations from what a writer holds, and seals it. The position of a record is its number. */
export function publish(
  writer: SnapshotWriter,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: Progress) => void;
    /** ISO 8601 UTC; default: now. */
    readonly sealedAt?: string;
  },
): SnapshotInfo {
  const report = (stage: string, detail: string, done = 0, total: number | null = null) =>
    options.onProgress({ stage, source: null, detail, done, total, gaps: 0 });
  report('analyse', 'Deriving entities and relations');
  const derived = derive(writer.reader(), {
    signal: options.signal,
    onProgress: (done, total) => report('analyse', 'Deriving entities and relations', done, total),
  });
  report('seal', 'Sealing the snapshot');
  const numbered = inGraphOrder(derived);
  const info = writer.seal({ ...numbered.derived, ends: numbered.ends }, numbered.blobs, {
    analysis: VERSION,
    sealedAt: options.sealedAt ?? new Date().toISOString(),
  });
  rememberOwn(info.path, 'sealed');
  return info;
}

/** Orders entities by in-degree (the graph's numbering) and relations by their ends, and builds the graph arrays. */
function inGraphOrder(derived: Derived) {
  const ids = derived.entities.map((entity) => entity.id);
  const oldNumber = new Map(ids.map((id, index) => [id, index]));
  const ends = (pick: (relation: Relation) => string) =>
    Int32Array.from(derived.relations, (relation) => oldNumber.get(pick(relation)) ?? -1);
  const oldFrom = ends((relation) => relation.from);
  const oldTo = ends((relation) => relation.to);
  const newNumber = numberByInDegree(ids, oldFrom, oldTo);

  const entities = new Array<Entity>(ids.length);
  derived.entities.forEach((entity, index) => {
    entities[newNumber[index]!] = entity;
  });
  const order = derived.relations.map((_, index) => index);
  order.sort(
    (a, b) =>
      newNumber[oldFrom[a]!]! - newNumber[oldFrom[b]!]! ||
      newNumber[oldTo[a]!]! - newNumber[oldTo[b]!]! ||
      a - b,
  );
  const relations = order.map((index) => derived.relations[index]!);
  const from = Int32Array.from(order, (index) => newNumber[oldFrom[index]!]!);
  const to = Int32Array.from(order, (index) => newNumber[oldTo[index]!]!);
  const graph = buildGraph({
    entityCount: ids.length,
    from,
    to,
    verdict: Uint8Array.from(relations, (relation) => VERDICT_CODE[relation.verdict]),
    traversable: Uint8Array.from(relations, (relation) =>
      RELATION_KINDS[relation.kind].traversable ? 1 : 0,
    ),
  });
  return { derived: { entities, relations }, ends: { from, to }, blobs: encodeGraph(graph) };
}
