import type { Marks } from '../../schema/case/state.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { Found, Measure } from '../../schema/measures.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { estatesRead } from '../estates.ts';
import type { Graph } from '../graph/graph.ts';
import { identityFactsRead } from '../inventory/identity-facts.ts';
import { lookupOf } from '../inventory/lookup.ts';
import { momentOf } from '../inventory/times.ts';
import { environmentProposer, type IsDeclined } from '../proposals/propose.ts';
import type { Steps } from '../steps.ts';
import { unknownsFor } from '../unknowns.ts';
import { notKnown } from './found.ts';
import { issuersOf } from './issuers-of.ts';
import type { MeasuredCase, MeasureRule, MeasureScene, SnapshotMeasure } from './measure.ts';
import { MEASURES } from './registry.ts';

export interface MeasureOptions {
  /** The machine identities, with what the case says of them. */
  readonly rows: readonly InventoryRow[];
  readonly marks: ReadonlyMap<string, Marks>;
  /** The tier as answers have it now. */
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  readonly graph: Graph;
  readonly jewels: readonly number[];
  readonly valuables: readonly number[];
  /** What was declined is not proposed. */
  readonly isDeclined: IsDeclined;
}

/** The measures of a sealed snapshot, without those of a case. */
export function* measureSteps(reader: SnapshotReader, options: MeasureOptions): Steps<Measure[]> {
  const scene = yield* sceneOf(reader, options);
  const gaps: Record<SnapshotMeasure['looksAt'], string[]> = {
    relations: texts(unknownsFor(reader)),
    collection: texts(reader.coverage().filter(({ status }) => status !== 'complete')),
  };
  const measures: Measure[] = [];
  for (const rule of MEASURES) {
    yield;
    if (rule.looksAt === 'case') continue;
    const found = rule.measure(scene);
    measures.push(named(rule, 'next' in found ? yield* found : found, gaps[rule.looksAt]));
  }
  return measures;
}

/** The measures of a case at a moment (ISO 8601 UTC); null: no case was given. */
export function measuresOfCase(from: MeasuredCase | null, at: string): Measure[] {
  return MEASURES.flatMap((rule) => {
    if (rule.looksAt !== 'case') return [];
    const found = from ? rule.measure({ case: from, at }) : notKnown(`No case was given: ${rule.keptThere}.`);
    return [named(rule, found, [])];
  });
}

/** Both in the order of the registry. */
export function inOrder<M extends Measure>(measures: readonly M[]): M[] {
  const place = new Map(MEASURES.map(({ id }, at) => [id, at]));
  return measures.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function named(
  { id, title, definition, unit, better }: MeasureRule,
  found: Found,
  coverage: string[],
): Measure {
  return { id, title, definition, unit, better, ...found, coverage };
}

function* sceneOf(reader: SnapshotReader, options: MeasureOptions): Steps<MeasureScene> {
  const { marks } = options;
  const estates = yield* estatesRead(reader);
  const lookup = lookupOf(estates);
  const sources = new Map(reader.sources().map((source) => [source.id, source]));
  yield;
  const environmentOf = environmentProposer(reader, options);
  const entities = new Map((yield* identityFactsRead(reader)).map(({ entity }) => [entity.id, entity]));
  return {
    rows: options.rows,
    graph: options.graph,
    jewels: options.jewels,
    valuables: options.valuables,
    numberOf: (id) => entities.get(id)?.index ?? null,
    isEnded: ({ id, expires }) => expires === 'expired' || isDisabled(entities.get(id)),
    environmentOf(index) {
      const entity = reader.entity(index);
      const proposed = () => environmentOf(entity)?.value.toString() ?? null;
      return marks.get(entity.id)?.environment ?? proposed();
    },
    momentOf: (row) => momentOf(row, estates, sources),
    issuersOf: (row) => issuersOf(row, lookup),
    isHidden: (kind) => reader.coverage().some(({ kinds }) => kinds.includes(kind)),
  };
}

/** A key that is there and lets nobody in: an inactive access key, a disabled deploy key. */
function isDisabled(entity: EntityRow | undefined): boolean {
  return entity?.attributes.status === 'Inactive' || entity?.attributes.enabled === false;
}

function texts(
  gaps: readonly { readonly source: string; readonly operation: string; readonly reason: string }[],
): string[] {
  return [...new Set(gaps.map(({ source, operation, reason }) => `${source} ${operation}: ${reason}`))];
}
