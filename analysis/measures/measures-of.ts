import type { Marks } from '../../schema/case/state.ts';
import type { Measure } from '../../schema/measures.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { estatesOf } from '../estates.ts';
import type { Graph } from '../graph/graph.ts';
import { inventoryOf } from '../inventory/inventory-of.ts';
import { lookupOf } from '../inventory/lookup.ts';
import { momentOf } from '../inventory/times.ts';
import { propose } from '../proposals/propose.ts';
import { unknownsFor } from '../unknowns.ts';
import { issuersOf } from './issuers-of.ts';
import type { MeasuredCase, MeasureRule, MeasureScene } from './measure.ts';
import { MEASURES } from './registry.ts';

export interface MeasureOptions {
  readonly marks: ReadonlyMap<string, Marks>;
  /** The tier as answers have it now. */
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  readonly graph: Graph;
  readonly jewels: readonly number[];
  readonly case: MeasuredCase | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly signal?: AbortSignal;
}

/** Every measure of a sealed snapshot, in the order of the registry. */
export function measuresOf(reader: SnapshotReader, options: MeasureOptions): Measure[] {
  const scene = sceneOf(reader, options);
  const gaps: Record<MeasureRule['looksAt'], string[]> = {
    relations: texts(unknownsFor(reader)),
    collection: texts(reader.coverage().filter(({ status }) => status !== 'complete')),
    case: [],
  };
  return MEASURES.map(({ id, title, unit, looksAt, measure }) => ({
    id,
    title,
    unit,
    ...measure(scene),
    coverage: gaps[looksAt],
  }));
}

function sceneOf(reader: SnapshotReader, options: MeasureOptions): MeasureScene {
  const { marks, tierOf, signal } = options;
  const estates = estatesOf(reader);
  const lookup = lookupOf(estates);
  const sources = new Map(reader.sources().map((source) => [source.id, source]));
  const environments = new Map<number, string>();
  for (const { mark, entity, value } of propose(reader, { marks, tierOf, ...(signal && { signal }) })
    .proposals)
    if (mark === 'environment' && !environments.has(entity.index))
      environments.set(entity.index, String(value));
  return {
    rows: inventoryOf(reader, options),
    graph: options.graph,
    jewels: options.jewels,
    numberOf: (id) => reader.entityById(id)?.index ?? null,
    environmentOf: (index) =>
      marks.get(reader.entity(index).id)?.environment ?? environments.get(index) ?? null,
    momentOf: (row) => momentOf(row, estates, sources),
    issuersOf: (row) => issuersOf(row, lookup),
    isHidden: (kind) => reader.coverage().some(({ kinds }) => kinds.includes(kind)),
    case: options.case,
    at: options.at,
    ...(signal && { signal }),
  };
}

function texts(
  gaps: readonly { readonly source: string; readonly operation: string; readonly reason: string }[],
): string[] {
  return [...new Set(gaps.map(({ source, operation, reason }) => `${source} ${operation}: ${reason}`))];
}
