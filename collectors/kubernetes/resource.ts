import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';

/**
 * How a list is asked for.
 * - `objects`: the objects themselves.
 * - `metadata`: only their metadata, as `PartialObjectMetadataList`: what else they hold never leaves the API server.
 * - `table`: metadata and the columns that the API server prints, as `Table`: for secrets the type and the number of
 *   keys, and no data.
 */
export type ListForm = 'objects' | 'metadata' | 'table';

/** One kind of object that is collected. Adding one is adding a record to the registry. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, as in URLs and RBAC rules. */
  readonly resource: string;
  readonly kind: string;
  readonly form: ListForm;
  /** Kinds of relation that cannot be known fully without its objects. */
  readonly hides: readonly RelationKind[];
  /** Other groups that served, or serve, the same kind. */
  readonly formerGroups?: readonly string[];
  /** False for what belongs to the whole cluster. */
  readonly namespaced: boolean;
}

/** `list v1/pods`, `list apps/v1/deployments`: how observations and coverage name it. */
export function operationOf(resource: Resource): string {
  const group = resource.group === '' ? '' : `${resource.group}/`;
  return `list ${group}${resource.version}/${resource.resource}`;
}
