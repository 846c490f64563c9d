import type { Marks } from '../../schema/case/state.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { estatesOf } from '../estates.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import type { Graph } from '../graph/graph.ts';
import { propose } from '../proposals/propose.ts';
import { credentialOf } from './credential.ts';
import { isMachineIdentity } from './kinds.ts';
import { lookupOf } from './lookup.ts';
import { claimsOn, ownershipScene } from './ownership.ts';
import { privilegesOf } from './privileges.ts';
import type { OwnerClaim } from './scene.ts';
import { timesOf } from './times.ts';
import { unknownOf } from './unknown.ts';
import { workloadsOf } from './workloads.ts';

export interface InventoryOptions {
  /** What people said in the case. */
  readonly marks: ReadonlyMap<string, Marks>;
  /** The tier as answers have it now. */
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  readonly graph: Graph;
  readonly signal?: AbortSignal;
}

/** Every machine identity of a snapshot with what the programme asks of it, in the order of the entities. */
export function inventoryOf(reader: SnapshotReader, options: InventoryOptions): InventoryRow[] {
  const { marks, signal } = options;
  const estates = estatesOf(reader);
  const lookup = lookupOf(estates);
  const scene = ownershipScene(reader, estates, lookup);
  const sources = new Map(reader.sources().map((source) => [source.id, source]));
  const tiers = tiersOf(reader, options);
  const environments = environmentsOf(reader, options);
  const rows: InventoryRow[] = [];
  let seen = 0;
  for (const entity of reader.entities()) {
    if (++seen % 500 === 0) throwIfCancelled(signal);
    if (!isMachineIdentity(entity) || lookup.made.has(entity.id)) continue;
    const marked = marks.get(entity.id);
    const claims = claimsOn(entity, scene);
    const row = {
      id: entity.id,
      kind: entity.kind,
      name: entity.name,
      source: entity.source,
      owner: ownerBy(marked?.owner, claims),
      claims: claims.map(({ source, owner, says, ref }) => ({
        source,
        owner,
        says,
        observation: ref?.observation ?? null,
        pointer: ref?.pointer ?? null,
      })),
      environment:
        marked?.environment !== undefined
          ? { name: marked.environment, confirmed: true, reasons: ['Said in the case.'] }
          : (environments.get(entity.id) ?? null),
      tier: tiers(entity),
      credential: credentialOf(entity, estates, lookup),
      ...timesOf(entity, estates, lookup, sources),
      workloads: workloadsOf(entity, scene, lookup),
      privileges: privilegesOf(entity, estates, lookup),
    };
    rows.push({ ...row, unknown: unknownOf(row) });
  }
  return rows;
}

function ownerBy(assigned: string | undefined, claims: readonly OwnerClaim[]): InventoryRow['owner'] {
  const name = assigned ?? claims[0]?.owner;
  if (name === undefined) return null;
  return { name, assigned: assigned !== undefined, disputed: claims.some(({ owner }) => owner !== name) };
}

/** By mark, else by what was derived and what is surely reached: whoever reaches a thing is worth as much as it. */
function tiersOf(reader: SnapshotReader, { marks, tierOf, graph }: InventoryOptions) {
  const columns = reader.entityColumns();
  const ranked = ([0, 1] as const).map((tier) => {
    const targets = Array.from(columns.tier.keys()).filter((index) => tierOf(reader.entity(index)) === tier);
    const reached = exposureOfMany(graph, targets, { include: { conditional: false, unknown: false } });
    return new Map(Array.from(reached.index, (index, position) => [index, reached.distance[position] ?? 0]));
  });
  return (entity: EntityRow): InventoryRow['tier'] => {
    const marked = marks.get(entity.id);
    const confirmed = marked?.tier !== undefined || marked?.['crown-jewel'] !== undefined;
    const now = tierOf(entity);
    if (confirmed && now !== null) return { value: now, confirmed, reasons: ['Said in the case.'] };
    if (now === 0) return { value: 0, confirmed: false, reasons: ['It is a crown jewel.'] };
    for (const tier of [0, 1] as const) {
      const hops = ranked[tier]?.get(entity.index);
      const what = tier === 0 ? 'a crown jewel' : 'data or keys';
      if (hops !== undefined)
        return {
          value: tier,
          confirmed: false,
          reasons: [`It surely reaches ${what} in ${hops} ${hops === 1 ? 'step' : 'steps'}.`],
        };
      if (now === tier) return { value: tier, confirmed: false, reasons: [`It holds ${what}.`] };
    }
    return {
      value: 2,
      confirmed: false,
      reasons: ['It surely reaches neither a crown jewel nor data or keys.'],
    };
  };
}

function environmentsOf(reader: SnapshotReader, { marks, tierOf, signal }: InventoryOptions) {
  const found = new Map<string, NonNullable<InventoryRow['environment']>>();
  const { proposals } = propose(reader, { marks, tierOf, ...(signal && { signal }) });
  for (const { mark, entity, value, reasons } of proposals) {
    if (mark !== 'environment' || found.has(entity.id)) continue;
    found.set(entity.id, { name: value, confirmed: false, reasons: reasons.map(({ says }) => says) });
  }
  return found;
}
