import { throwIfCancelled } from '../../schema/errors.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { estatesOf } from '../estates.ts';
import { credentialOf } from './credential.ts';
import { isMachineIdentity } from './kinds.ts';
import { lookupOf } from './lookup.ts';
import { claimsOn, ownershipScene } from './ownership.ts';
import { privilegesOf } from './privileges.ts';
import { timesOf } from './times.ts';
import { workloadsOf } from './workloads.ts';

/** What the snapshot alone says of a machine identity, whatever a case does. */
export interface IdentityFacts {
  readonly entity: EntityRow;
  readonly said: Omit<InventoryRow, 'owner' | 'environment' | 'crownJewel' | 'tier' | 'unknown'>;
}

const known = new WeakMap<SnapshotReader, readonly IdentityFacts[]>();

/** Of every machine identity of a sealed snapshot, in the order of the entities; read once for all questions about it. */
export function identityFacts(reader: SnapshotReader, signal?: AbortSignal): readonly IdentityFacts[] {
  const read = known.get(reader);
  if (read) return read;
  const estates = estatesOf(reader);
  const lookup = lookupOf(estates);
  const rows = [...reader.entities()];
  const scene = ownershipScene(reader, estates, lookup, rows);
  const sources = new Map(reader.sources().map((source) => [source.id, source]));
  const facts: IdentityFacts[] = [];
  let seen = 0;
  for (const entity of rows) {
    if (++seen % 500 === 0) throwIfCancelled(signal);
    if (!isMachineIdentity(entity) || lookup.made.has(entity.id)) continue;
    const { id, kind, name, source } = entity;
    facts.push({
      entity,
      said: {
        id,
        kind,
        name,
        source,
        claims: claimsOn(entity, scene).map(({ source: found, owner, says, ref }) => ({
          source: found,
          owner,
          says,
          observation: ref?.observation ?? null,
          pointer: ref?.pointer ?? null,
        })),
        credential: credentialOf(entity, estates, lookup),
        ...timesOf(entity, estates, lookup, sources),
        workloads: workloadsOf(entity, scene, lookup),
        privileges: privilegesOf(entity, estates, lookup),
      },
    });
  }
  known.set(reader, facts);
  return facts;
}
