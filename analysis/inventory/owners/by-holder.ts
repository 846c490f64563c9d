import type { EntityRow } from '../../../schema/snapshot/types.ts';
import type { InventoryScene, OwnerSource } from '../scene.ts';

/** A credential is its holder's: a key or password its user's, a token its service account's. */
export const byHolder: OwnerSource = {
  id: 'holder',
  find(entity, scene) {
    const holder = holderOf(entity, scene);
    if (holder === null) return [];
    const claim = scene.ownerOf(holder);
    return claim
      ? [{ owner: claim.owner, says: `It is a credential of ${holder.name}. ${claim.says}`, ref: claim.ref }]
      : [];
  },
};

function holderOf(entity: EntityRow, { entityById, lookup }: InventoryScene): EntityRow | null {
  switch (entity.kind) {
    case 'aws-access-key': {
      const { account, user } = entity.attributes;
      const holder = lookup.userNamed(String(account), String(user));
      return holder ? entityById(holder.id) : null;
    }
    case 'aws-login-profile':
      return entityById(entity.id.replace(/\/login-profile$/, ''));
    case 'k8s-secret': {
      const secret = lookup.secrets.get(entity.id);
      if (!secret?.serviceAccount) return null;
      const cluster = /^k8s:\/\/[^/]+/.exec(entity.id)?.[0];
      return entityById(`${cluster}/serviceaccount/${secret.namespace}/${secret.serviceAccount}`);
    }
    default:
      return null;
  }
}
