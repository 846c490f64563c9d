import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Entity, JsonObject } from '../../schema/records.ts';
import type { Cluster } from '../kubernetes/estate/cluster.ts';
import { parseScope, scopeName } from '../kubernetes/estate/scopes.ts';
import { parseId } from '../kubernetes/ids.ts';
import type { ObjectFact, SecretFact } from '../kubernetes/read/facts.ts';
import type { Scene } from '../rules/rule.ts';
import { flat } from './flat-attributes.ts';
import { marksTierZero } from './resource-tier.ts';

/** Everything of the clusters that was collected, and what they would add by themselves. */
export function* kubernetesEntities({ kubernetes }: Scene): Generator<Entity> {
  for (const cluster of kubernetes.clusters) yield* entitiesOf(cluster);
}

function* entitiesOf(cluster: Cluster): Generator<Entity> {
  const { fact } = cluster;
  const entity = (
    kind: EntityKind,
    object: Pick<ObjectFact, 'id' | 'name' | 'source' | 'ref'>,
    attributes: Parameters<typeof flat>[0] = {},
    tier: Entity['tier'] = null,
  ): Entity => ({
    id: object.id,
    kind,
    name: object.name,
    source: object.source,
    collected: true,
    tier,
    attributes: flat(attributes),
    evidence: object.ref,
  });
  const source = fact.sources[0]?.id ?? '';
  yield entity(
    'k8s-cluster',
    { id: cluster.id, name: cluster.name, source, ref: fact.version?.ref ?? cluster.ref },
    { version: fact.version?.text ?? null, issuer: fact.issuer?.url ?? null },
    0,
  );
  for (const each of fact.namespaces)
    yield entity('k8s-namespace', each, { labels: each.labels, assumed: each.assumed || null });
  for (const each of fact.nodes) yield entity('k8s-node', each, { providerId: each.providerId });
  for (const each of fact.pods)
    yield entity('k8s-pod', each, {
      namespace: each.namespace,
      node: each.spec.nodeName,
      serviceAccount: each.spec.serviceAccount,
      phase: each.phase,
    });
  for (const each of fact.controllers)
    yield entity('k8s-controller', each, {
      namespace: each.namespace,
      kind: each.kind,
      serviceAccount: each.spec.serviceAccount,
    });
  for (const unit of cluster.units)
    for (const { id, fact: container } of unit.containers)
      yield entity(
        'k8s-container',
        { id, name: container.name, source: unit.source, ref: container.ref },
        {
          namespace: unit.namespace,
          pod: unit.name,
          image: container.image,
          privileged: container.privileged || null,
        },
      );
  for (const each of fact.serviceAccounts)
    yield entity('k8s-service-account', each, {
      namespace: each.namespace,
      automount: each.automount,
      assumed: each.assumed || null,
    });
  for (const each of fact.secrets)
    yield entity(
      'k8s-secret',
      each,
      { namespace: each.namespace, type: each.type, keys: each.keys },
      secretTier(each),
    );
  for (const each of fact.configMaps) yield entity('k8s-config-map', each, { namespace: each.namespace });
  for (const each of fact.services)
    yield entity('k8s-service', each, { namespace: each.namespace, type: each.type });
  for (const { id, kind, name, ref } of cluster.identities) {
    if (kind === 'ServiceAccount') continue;
    yield {
      ...entity(kind === 'User' ? 'k8s-user' : 'k8s-group', { id, name, source, ref }),
      collected: false,
    };
  }
}

/** 0 where a label or an annotation of its owner says so; a secret holds data or keys. */
function secretTier({ labels, annotations }: SecretFact): 0 | 1 {
  return marksTierZero(labels) || marksTierZero(annotations) ? 0 : 1;
}

const KINDS: Readonly<Record<string, EntityKind>> = {
  namespace: 'k8s-namespace',
  node: 'k8s-node',
  pod: 'k8s-pod',
  container: 'k8s-container',
  serviceaccount: 'k8s-service-account',
  user: 'k8s-user',
  group: 'k8s-group',
  secret: 'k8s-secret',
  configmap: 'k8s-config-map',
  service: 'k8s-service',
};

/** The entity that an id of a cluster names, of which nothing but the id is known; null for other ids. */
export function mentionedInKubernetes(id: string): Entity | null {
  const parts = parseId(id);
  if (!parts) return mentionedCloudIdentity(id);
  const entity = (kind: EntityKind, name: string, attributes: JsonObject = {}): Entity => ({
    id,
    kind,
    name,
    source: null,
    collected: false,
    tier: null,
    attributes,
    evidence: null,
  });
  if (parts.kind === null) return entity('k8s-cluster', parts.cluster);
  const scope = parseScope(id);
  if (scope) return entity('k8s-scope', scopeName(scope.of, scope.namespace));
  const kind = KINDS[parts.kind] ?? 'k8s-controller';
  if (kind === 'k8s-user' || kind === 'k8s-group') return entity(kind, parts.rest);
  const slash = parts.rest.indexOf('/');
  const name = parts.rest.slice(parts.rest.lastIndexOf('/') + 1);
  return entity(kind, name, slash < 0 ? {} : { namespace: parts.rest.slice(0, slash) });
}

/** Members of Google Cloud as its own policies write them, and applications of Azure by their client ids. */
function mentionedCloudIdentity(id: string): Entity | null {
  const [, name] = /^(?:serviceAccount:|azure:\/\/application\/)(.+)$/.exec(id) ?? [];
  if (name === undefined) return null;
  return {
    id,
    kind: 'cloud-identity',
    name,
    source: null,
    collected: false,
    tier: null,
    attributes: {},
    evidence: null,
  };
}
