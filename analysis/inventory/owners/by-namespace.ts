import type { OwnerSource } from '../scene.ts';
import { byTag } from './by-tag.ts';

/** What is in a namespace belongs to whoever owns the namespace, unless it says otherwise itself. */
export const byNamespace: OwnerSource = {
  id: 'namespace',
  find({ id, kind, attributes }, scene) {
    if (!kind.startsWith('k8s-') || typeof attributes.namespace !== 'string') return [];
    const cluster = /^k8s:\/\/[^/]+/.exec(id)?.[0];
    const namespace = scene.entityById(`${cluster}/namespace/${attributes.namespace}`);
    if (!namespace) return [];
    return byTag.find(namespace, scene).map((claim) => ({
      ...claim,
      says: `It is in the namespace ${namespace.name}. ${claim.says.replace(/^Its/, 'The namespace’s')}`,
    }));
  },
};
