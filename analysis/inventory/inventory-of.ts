import type { Marks } from '../../schema/case/state.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import type { Graph } from '../graph/graph.ts';
import type { Proposal } from '../proposals/proposal.ts';
import { environmentProposer, type IsDeclined } from '../proposals/propose.ts';
import { type Steps, slowly } from '../steps.ts';
import { identityFactsRead } from './identity-facts.ts';
import { unknownOf } from './unknown.ts';

export interface InventoryOptions {
  /** What people said in the case. */
  readonly marks: ReadonlyMap<string, Marks>;
  /** The tier as answers have it now. */
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  readonly graph: Graph;
  /** What was declined is not proposed; without it everything is. */
  readonly isDeclined?: IsDeclined;
}

/** Every machine identity of a snapshot with what the programme asks of it, in the order of the entities. */
export function* inventorySteps(reader: SnapshotReader, options: InventoryOptions): Steps<InventoryRow[]> {
  const { marks } = options;
  const all = yield* identityFactsRead(reader);
  yield 'Telling owners, environments and tiers';
  const tierOf = yield* tiersOf(reader, options);
  const environmentOf = environmentProposer(reader, options);
  const rows: InventoryRow[] = [];
  yield* slowly(all, ({ entity, said }) => {
    const { id, kind, name, source, claims, ...facts } = said;
    const marked = marks.get(id);
    const row = {
      id,
      kind,
      name,
      source,
      owner: ownerBy(marked?.owner, claims),
      claims,
      environment:
        marked?.environment !== undefined
          ? { name: marked.environment, confirmed: true, reasons: ['Said in the case.'] }
          : proposedEnvironment(environmentOf(entity)),
      crownJewel: options.tierOf(entity) === 0,
      tier: open(id, tierOf(entity), options.isDeclined),
      ...facts,
    };
    rows.push({ ...row, unknown: unknownOf(row) });
  });
  return rows;
}

function open(id: string, tier: InventoryRow['tier'], isDeclined?: IsDeclined): InventoryRow['tier'] {
  const declined = tier !== null && !tier.confirmed && isDeclined?.(id, { mark: 'tier', value: tier.value });
  return declined ? null : tier;
}

function proposedEnvironment(proposal: Proposal | null): InventoryRow['environment'] {
  if (proposal?.mark !== 'environment') return null;
  return { name: proposal.value, confirmed: false, reasons: proposal.reasons.map(({ says }) => says) };
}

function ownerBy(assigned: string | undefined, claims: InventoryRow['claims']): InventoryRow['owner'] {
  const name = assigned ?? claims[0]?.owner;
  if (name === undefined) return null;
  return { name, assigned: assigned !== undefined, disputed: claims.some(({ owner }) => owner !== name) };
}

/** By mark, else by what was derived and what is surely reached: whoever reaches a thing is worth as much as it. */
function* tiersOf(
  reader: SnapshotReader,
  { marks, tierOf, graph }: InventoryOptions,
): Steps<(entity: EntityRow) => InventoryRow['tier']> {
  const { tier: derived } = reader.entityColumns();
  const marked = new Map<number, number | null>();
  for (const id of marks.keys()) {
    const entity = reader.entityById(id);
    if (entity) marked.set(entity.index, tierOf(entity));
  }
  const ranked: Map<number, number>[] = [];
  for (const tier of [0, 1] as const) {
    yield;
    const targets = Array.from(derived.keys()).filter(
      (index) => (marked.has(index) ? marked.get(index) : derived[index]) === tier,
    );
    const reached = exposureOfMany(graph, targets, { include: { conditional: false, unknown: false } });
    const hops = Array.from(reached.index, (at, position) => [at, reached.distance[position] ?? 0] as const);
    ranked.push(new Map(hops));
  }
  yield;
  return (entity: EntityRow): InventoryRow['tier'] => {
    const said = marks.get(entity.id);
    const confirmed = said?.tier !== undefined || said?.['crown-jewel'] !== undefined;
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
