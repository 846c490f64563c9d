import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { EntityRow } from '../../../schema/snapshot/types.ts';
import type { InventoryScene, OwnerSource } from '../scene.ts';

const RUNS: ReadonlySet<RelationKind> = new Set(['runs-as']);
const ASSUMES: ReadonlySet<RelationKind> = new Set(['can-assume']);

/**
 * A role that one owner's workloads run as, or one owner's workflows assume, and nobody else's, is most likely that
 * owner's. Where they differ nothing is said.
 */
export const byUserOfIt: OwnerSource = {
  id: 'user-of-it',
  find(entity, scene) {
    if (entity.kind !== 'aws-role' && entity.kind !== 'k8s-service-account') return [];
    return (
      sameOwner(scene.from(entity, RUNS), 'run as it', scene) ??
      sameOwner(
        scene.from(entity, ASSUMES).filter(({ kind }) => kind === 'github-workflow'),
        'assume it',
        scene,
      ) ??
      []
    );
  },
};

function sameOwner(users: readonly EntityRow[], verb: string, scene: InventoryScene) {
  const claims = users.map((user) => scene.ownerOf(user));
  const [first] = claims;
  if (!first || claims.some((claim) => claim?.owner !== first.owner)) return null;
  const names =
    users.length === 1
      ? `${users[0]?.name} alone`
      : `${users.length} of one owner, ${users[0]?.name} among them,`;
  return [
    {
      owner: first.owner,
      says: `Those that ${verb} are ${names.replace(/,$/, '')}. Of ${users[0]?.name}: ${first.says}`,
      ref: first.ref,
    },
  ];
}
