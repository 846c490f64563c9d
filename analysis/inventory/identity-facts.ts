import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { estatesRead } from '../estates.ts';
import { relationEndsRead } from '../relation-ends.ts';
import { type Steps, sharedSteps, slowly } from '../steps.ts';
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

/** Of every machine identity of a sealed snapshot, in the order of the entities; read once for all questions about it. */
export const identityFactsRead = sharedSteps(function* (
  reader: SnapshotReader,
): Steps<readonly IdentityFacts[]> {
  const estates = yield* estatesRead(reader);
  yield 'Reading what the providers told of each identity';
  const lookup = lookupOf(estates);
  yield;
  const rows: EntityRow[] = [];
  yield* slowly(reader.entities(), (entity) => rows.push(entity), 1_000);
  // Whose owners are found over relations.
  yield* relationEndsRead(reader);
  const scene = ownershipScene(reader, estates, lookup, rows);
  const sources = new Map(reader.sources().map((source) => [source.id, source]));
  const facts: IdentityFacts[] = [];
  yield* slowly(rows, (entity) => {
    if (!isMachineIdentity(entity) || lookup.made.has(entity.id)) return;
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
  });
  return facts;
});
