import type { DrillKind } from '../../schema/case/drill-kinds.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, type RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { issuerOf } from '../oidc/issuers/registry.ts';

/** What has to be known of a snapshot to tell what can be stolen. */
interface Known {
  /** Whether some relation of a kind leads to the entity. */
  readonly isReachedBy: (kind: RelationKind, entity: EntityRow) => boolean;
  /** Whether a gap may hide whose keys there are. */
  readonly hidesKeys: boolean;
}
type IsFoothold = (entity: EntityRow, known: Known) => boolean;
const always: IsFoothold = () => true;

/** What can be stolen, by kind of entity; where two are as bad, the kind that stands first is drilled. */
const TOKENS: Readonly<Partial<Record<EntityKind, IsFoothold>>> = {
  'aws-access-key': always,
  // A user without keys has nothing to steal; where keys were not collected nobody knows that it has none.
  'aws-user': (entity, { hidesKeys, isReachedBy }) =>
    entity.collected && hidesKeys && !isReachedBy('authenticates-as', entity),
  // Its sessions are in the workloads that run with it.
  'aws-role': (entity, { isReachedBy }) => isReachedBy('runs-as', entity),
  'k8s-service-account': ({ collected }) => collected,
  'k8s-secret': ({ attributes }) => attributes.type === 'kubernetes.io/service-account-token',
  'github-deploy-key': always,
  'github-token-grant': always,
  'github-app': always,
  'exposed-secret': always,
};

/** What builds and releases, then what decides what is built: the less it takes to get in, the earlier. */
const INTEGRATION: Readonly<Partial<Record<EntityKind, IsFoothold>>> = {
  'github-workflow': always,
  'github-runner': always,
  'github-runner-group': always,
  'aws-codebuild-project': always,
  'github-repository': always,
  'aws-oidc-provider': ({ id }) => isIntegrationIssuer(id),
};

const FOOTHOLDS: Readonly<Record<DrillKind, typeof TOKENS>> = {
  'token-theft': TOKENS,
  'ci-compromise': INTEGRATION,
};

/** The entities that a drill of a kind can begin at, kind by kind as above, and by id within a kind. */
export function footholdsOf(kind: DrillKind, reader: SnapshotReader): EntityRow[] {
  const known = knownOf(reader);
  const kinds = Object.entries(FOOTHOLDS[kind]) as [EntityKind, IsFoothold][];
  return kinds.flatMap(([of, is]) =>
    [...reader.entities({ kind: of })].filter((entity) => is(entity, known)),
  );
}

/** The kind of drill that begins at an entity: what builds and releases is not stolen, anything else may be. */
export function drillKindFor({ kind }: Pick<EntityRow, 'kind'>): DrillKind {
  return kind in INTEGRATION ? 'ci-compromise' : 'token-theft';
}

function knownOf(reader: SnapshotReader): Known {
  const { kind, to } = reader.relationEnds();
  const reached = new Map<number, Set<number>>();
  const reachedBy = (number: number): Set<number> => {
    let ends = reached.get(number);
    if (!ends) {
      ends = new Set(to.filter((_, relation) => kind[relation] === number));
      reached.set(number, ends);
    }
    return ends;
  };
  return {
    isReachedBy: (name, { index }) => reachedBy(RELATION_KIND_NAMES.indexOf(name)).has(index),
    hidesKeys: reader
      .coverage()
      .some(({ status, kinds }) => status !== 'complete' && kinds.includes('authenticates-as')),
  };
}

/** Whether an OIDC provider is that of a service which builds, told by its host; clusters and unknown ones are not. */
function isIntegrationIssuer(arn: string): boolean {
  const host = /:oidc-provider\/(.+)$/.exec(arn)?.[1];
  if (host === undefined) return false;
  const { id } = issuerOf(`https://${host}`);
  return id !== 'kubernetes' && id !== 'other';
}
