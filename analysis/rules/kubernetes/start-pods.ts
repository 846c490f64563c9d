import type { Identity } from '../../kubernetes/estate/cluster.ts';
import { type Holding, holdings, permission } from './permission.ts';

/** Everything that a new pod can be made by. */
const WAYS = [
  permission('create', 'core', 'pods'),
  permission('create', 'core', 'replicationcontrollers'),
  ...['deployments', 'statefulsets', 'daemonsets', 'replicasets'].map((plural) =>
    permission('create', 'apps', plural),
  ),
  permission('create', 'batch', 'jobs'),
  permission('create', 'batch', 'cronjobs'),
];

/** Where an identity may start pods of its own, with its groups; by the first way in each place. */
export function startsPods(identity: Identity): readonly Holding[] {
  const found = new Map<string | null, Holding>();
  for (const way of WAYS)
    for (const holding of holdings(identity, way, true))
      if (!found.has(holding.namespace)) found.set(holding.namespace, holding);
  return [...found.values()];
}
