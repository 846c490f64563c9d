import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { CoverageStatus } from '../../schema/records.ts';
import type { SnapshotReader, SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Service } from './operation.ts';
import { DESCRIBE_REGIONS, regionsFound, regionsUsed } from './regions.ts';
import { AWS_SERVICES } from './registry.ts';

/** Regions to ask: those named, all that are switched on, or of these those in which use was seen. */
export type RegionChoice = readonly string[] | 'enabled' | 'where-used';

/** One service in one region, or once for the account. */
export interface Errand {
  readonly service: Service;
  readonly region: string | null;
}

export interface RegionPlan {
  readonly asked: readonly string[];
  /** Regions that are left alone, with the reason. */
  readonly left: ReadonlyMap<string, string>;
  /** False where which regions there are is not known, though all were wanted. */
  readonly whole: boolean;
}

export const GLOBAL_SERVICES: readonly Service[] = AWS_SERVICES.filter(
  (service) => service.scope === 'global',
);
const REGIONAL_SERVICES = AWS_SERVICES.filter((service) => service.scope === 'region');

/** What stays hidden where a region is not asked at all. */
const REGIONAL_KINDS: readonly RelationKind[] = [
  ...new Set(REGIONAL_SERVICES.flatMap((service) => service.operations.flatMap((one) => one.hides))),
].sort();

export function regionalErrands(regions: readonly string[]): readonly Errand[] {
  return REGIONAL_SERVICES.flatMap((service) => regions.map((region) => ({ service, region })));
}

/** Settles the regions by what was recorded of the account. `home` is the one that is configured, asked in any case. */
export function planRegions(
  choice: RegionChoice,
  home: string,
  reader: SnapshotReader,
  source: string,
): RegionPlan {
  const found = regionsFound(reader, source);
  const left = new Map<string, string>();
  for (const region of found?.disabled ?? [])
    left.set(region, 'the region is not enabled for the account (not-opted-in)');
  if (typeof choice !== 'string') {
    const asked = choice.filter((region) => !left.has(region));
    const named = new Map([...left].filter(([region]) => choice.includes(region)));
    return { asked, left: named, whole: true };
  }
  const used = choice === 'where-used' ? regionsUsed(reader, source) : (found?.enabled ?? new Set());
  const asked = [...new Set([home, ...[...used].sort()])].filter((region) => !left.has(region));
  for (const region of found?.enabled ?? [])
    if (!asked.includes(region)) left.set(region, 'no use of the region was seen, so it was not asked');
  // Nobody can call into what is not enabled; that every account has such regions is no gap.
  const unused = new Map([...left].filter(([region]) => found?.enabled.has(region)));
  return { asked, left: unused, whole: found !== null };
}

/** So that a file whose collection broke off says what is missing. Each record is replaced once its operation ends. */
export function recordAsNotAsked(
  writer: SnapshotWriter,
  source: string,
  { service, region }: Errand,
  reason: string,
): void {
  for (const { operation, hides } of service.operations)
    writer.recordCoverage({
      source,
      operation,
      region,
      status: 'skipped',
      reason,
      items: 0,
      calls: 0,
      kinds: hides,
    });
}

/** Coverage of the regions that are left alone: for one that was named, each operation; for the others, one record each. */
export function recordRegions(
  writer: SnapshotWriter,
  source: string,
  plan: RegionPlan,
  named: boolean,
  gap: () => void,
): void {
  const earlier = writer
    .reader()
    .coverage()
    .filter((each) => each.source === source && each.operation === DESCRIBE_REGIONS);
  const record = (region: string | null, reason: string, status: CoverageStatus) =>
    writer.recordCoverage({
      source,
      operation: DESCRIBE_REGIONS,
      region,
      status,
      reason,
      items: 0,
      calls: region === null ? 1 : 0,
      kinds: status === 'complete' ? [] : REGIONAL_KINDS,
    });
  writer.batch(() => {
    for (const [region, reason] of plan.left) {
      gap();
      if (!named) record(region, reason, 'skipped');
      else for (const errand of regionalErrands([region])) recordAsNotAsked(writer, source, errand, reason);
    }
    // What an earlier run left alone and this one asks is no gap any more.
    for (const { region } of earlier)
      if (region !== null && plan.asked.includes(region)) record(region, '', 'complete');
    const all = earlier.find((each) => each.region === null);
    if (!plan.whole && all)
      record(
        null,
        `${all.reason}; which regions there are is not known, so only some were asked`,
        all.status,
      );
  });
}
