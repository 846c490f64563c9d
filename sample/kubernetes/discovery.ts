import { type Answer, ok } from './answer.ts';
import { groupVersion, SERVED } from './served.ts';

/** What tells a client which kinds of object there are, in the form from before aggregated discovery. */
export function discovery(path: string, served = SERVED): Answer | null {
  if (path === '/api') return ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
  const groups = [...new Set(served.map((one) => one.group))].filter((group) => group !== '');
  const described = (name: string) => {
    const versions = [...new Set(served.filter((one) => one.group === name).map((one) => one.version))].map(
      (version) => ({ groupVersion: `${name}/${version}`, version }),
    );
    return { name, versions, preferredVersion: versions[0] };
  };
  if (path === '/apis') return ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(described) });
  const [, root, first = '', second, further] = path.split('/');
  if (further !== undefined) return null;
  if (root === 'apis' && second === undefined && groups.includes(first))
    return ok({ kind: 'APIGroup', apiVersion: 'v1', ...described(first) });
  const wanted = root === 'api' && second === undefined ? first : `${first}/${second}`;
  const resources = served.filter((one) => groupVersion(one) === wanted);
  if ((root !== 'api' && root !== 'apis') || resources.length === 0) return null;
  return ok({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: wanted,
    resources: resources.map((one) => ({
      name: one.resource,
      singularName: one.kind.toLowerCase(),
      namespaced: one.namespaced,
      kind: one.kind,
      verbs: ['get', 'list'],
      ...(one.shortNames === undefined ? {} : { shortNames: one.shortNames }),
    })),
  });
}
