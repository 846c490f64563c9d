import type { EntityRow } from '../../schema/snapshot/types.ts';
import { environmentIn } from './environment-words.ts';
import type { ProposalRule, ProposalScene } from './proposal.ts';

/** An entity is in the environment that its namespace, cluster, account or GitHub environment is named after. */
export const environmentByPlace: ProposalRule = {
  id: 'environment-by-place',
  propose(entity, scene) {
    for (const { place, name } of placesOf(entity, scene)) {
      const found = environmentIn(name);
      if (found)
        return {
          mark: 'environment',
          value: found.environment,
          reason: `It is in the ${place} ${name}, whose name has the word "${found.word}".`,
        };
    }
    return null;
  },
};

/** Narrowest first. */
function placesOf(
  { id, kind, attributes }: EntityRow,
  scene: ProposalScene,
): readonly { readonly place: string; readonly name: string }[] {
  const { account, namespace } = attributes;
  const environment = /^github:\/\/[^/]+\/[^/]+\/environment\/([^/]+)\//.exec(id)?.[1];
  const cluster = kind === 'k8s-cluster' ? undefined : /^k8s:\/\/([^/]+)\//.exec(id)?.[1];
  const root = typeof account === 'string' ? `arn:aws:iam::${account}:root` : null;
  const accountName = root === null || root === id ? undefined : scene.entityById(root)?.name;
  return [
    ...(environment === undefined ? [] : [{ place: 'environment', name: decodeURIComponent(environment) }]),
    ...(typeof namespace === 'string' ? [{ place: 'namespace', name: namespace }] : []),
    ...(cluster === undefined ? [] : [{ place: 'cluster', name: cluster }]),
    ...(accountName === undefined ? [] : [{ place: 'account', name: accountName }]),
  ];
}
