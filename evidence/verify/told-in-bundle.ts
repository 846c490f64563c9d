import { z } from 'zod';
import { entity } from '../../schema/contract/shapes.ts';
import type { Call, Coverage, Source } from '../../schema/records.ts';
import type { SnapshotInfo } from '../../schema/snapshot/types.ts';
import type { BundleFiles } from '../bagit.ts';
import type { Told, ToldEntity } from '../told.ts';
import { jsonOf } from './check.ts';
import type { Custody } from './custody-shape.ts';

const entitiesShape = z.array(entity.omit({ index: true, attributes: true }));

/** What `entities.json` tells; null where there is none that can be read. */
export function entitiesIn(files: BundleFiles): readonly ToldEntity[] | null {
  const parsed = entitiesShape.safeParse(jsonOf(files, 'data/entities.json'));
  return parsed.success ? (parsed.data as readonly ToldEntity[]) : null;
}

/** A snapshot as far as a bundle tells of it. */
export function toldOf(custody: Custody, entities: readonly ToldEntity[]): Told {
  const { snapshot, sources, calls, coverage, analysis, redactedFrom, redactionPolicy } = custody;
  const redaction =
    redactedFrom === null ? {} : { redaction: { of: redactedFrom, policy: redactionPolicy ?? '' } };
  const known = new Map(entities.map((each) => [each.id, each]));
  return {
    ...toldOfEarlier({ snapshot, sources, calls }, { analysis, ...redaction }),
    coverage: () => coverage as readonly Coverage[],
    entityById: (id) => known.get(id) ?? null,
  };
}

/** Of the earlier snapshot of a comparison there is no more than this. */
export function toldOfEarlier(
  { snapshot, sources, calls }: NonNullable<Custody['comparedWith']>,
  more: Partial<SnapshotInfo> = {},
): Pick<Told, 'info' | 'calls'> {
  const counts = snapshot.counts ?? { observations: 0, calls: 0, entities: 0, relations: 0, gaps: 0 };
  return {
    info: () => ({
      path: '',
      analysis: null,
      ...snapshot,
      ...more,
      counts,
      sources: sources as readonly Source[],
    }),
    calls: () => calls as readonly Call[],
  };
}
