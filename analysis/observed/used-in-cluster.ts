import { scopeId } from '../kubernetes/estate/scopes.ts';
import { objectId } from '../kubernetes/ids.ts';

/** What reads the values of secrets; a patch answers with them too, but is seldom a reading. */
const READING = /^(get|list|watch)$/;

/**
 * The entities that an object of an audit log stands for, `VERB RESOURCE NAMESPACE/NAME` with `*` where the request named
 * none: the object, and the sets of all such objects that it lies in, of its namespace and of the cluster, to which a relation
 * may point instead. None for uses that no relation is about, such as writing a secret.
 */
export function usedInCluster(cluster: string, used: string): readonly string[] {
  const [verb = '', resource = '', where = ''] = used.split(' ', 3);
  const slash = where.indexOf('/');
  const namespace = slash < 0 ? null : where.slice(0, slash);
  const name = where.slice(slash + 1);
  const named = (kind: string) =>
    name === '*' || name === '' || namespace === null ? [] : [objectId(cluster, kind, namespace, name)];
  const sets = (of: 'secrets' | 'serviceaccounts' | 'pods') =>
    [...new Set([namespace, null])].map((where) => scopeId(cluster, where, of));
  if (resource === 'secrets' && READING.test(verb)) return [...named('secret'), ...sets('secrets')];
  if (resource === 'serviceaccounts/token' && verb === 'create')
    return [...named('serviceaccount'), ...sets('serviceaccounts')];
  // Over WebSocket a shell is asked for with GET.
  if (/^pods\/(exec|attach)$/.test(resource) && /^(create|get)$/.test(verb))
    return [...named('pod'), ...sets('pods')];
  return [];
}
