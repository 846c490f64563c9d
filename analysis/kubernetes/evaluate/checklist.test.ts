import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { bootstrapPolicy } from '../bootstrap/policy.ts';
import {
  aggregatedRole,
  any,
  bind,
  bindCluster,
  clusterRole,
  feeding,
  list,
  role,
  rule,
  urlRule,
} from '../testing/manifests.ts';
import { authorize } from './authorize.ts';
import { evaluateRbacCases } from './cases.ts';
import { compilePolicy } from './policy.ts';
import { callerOf, resourceRequest } from './request.ts';

type Asked = Record<string, Json>;
const ANA = { user: 'ana' };

function ask(objects: readonly JsonObject[], asked: Asked, version?: string): JsonObject {
  const input = { ...(version ? { version } : {}), objects, cases: [{ id: 'x', ...asked }] };
  return evaluateRbacCases(input as Json).answers[0] as JsonObject;
}
const verdict = (objects: readonly JsonObject[], asked: Asked, version?: string) =>
  ask(objects, asked, version).verdict;
const because = (objects: readonly JsonObject[], asked: Asked) =>
  (ask(objects, asked).because as string[]).join(' ');
const everywhere = (...rules: JsonObject[]) => [
  clusterRole('r', ...rules),
  bindCluster('b', 'r', 'user:ana'),
];
const here = (...rules: JsonObject[]) => [role('shop', 'r', ...rules), bind('shop', 'b', 'r', 'user:ana')];

describe('aggregated cluster roles', () => {
  const chain = [
    aggregatedRole('admin'),
    aggregatedRole('edit', 'admin'),
    aggregatedRole('view', 'edit'),
    feeding('view', clusterRole('pods-reader', rule('get', 'core', 'pods'))),
    bindCluster('b', 'admin', 'user:ana'),
  ];
  const pods = { ...ANA, verb: 'get', resource: 'pods', namespace: 'shop' };

  test('take over rules by label, over several steps', () => {
    expect(verdict(chain, pods)).toBe('allow');
    expect(because(chain, pods)).toContain('Rule 1 of ClusterRole pods-reader');
    expect(verdict(chain.slice(0, 3).concat(chain.slice(4)), pods)).toBe('deny');
  });
  test('a circle of them ends', () => {
    const circle = [aggregatedRole('a', 'b'), aggregatedRole('b', 'a'), bindCluster('c', 'a', 'user:ana')];
    expect(verdict(circle, pods)).toBe('deny');
    expect(verdict([...circle, feeding('b', clusterRole('p', rule('get', '*', '*')))], pods)).toBe('allow');
  });
  test('what a server filled in counts where nothing is taken over', () => {
    const filled = { ...aggregatedRole('admin'), rules: [rule('get', 'core', 'pods')] };
    expect(verdict([filled, bindCluster('b', 'admin', 'user:ana')], pods)).toBe('allow');
  });
});

describe('verbs about roles', () => {
  test('bind is asked about the role by name, where the binding is', () => {
    const may = here(rule('bind', 'rbac.authorization.k8s.io', 'clusterroles', 'edit'));
    const asked = { ...ANA, verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' };
    expect(verdict(may, { ...asked, namespace: 'shop', name: 'edit' })).toBe('allow');
    expect(verdict(may, { ...asked, namespace: 'shop', name: 'admin' })).toBe('deny');
    expect(verdict(may, { ...asked, namespace: 'other', name: 'edit' })).toBe('deny');
    expect(verdict(may, { ...asked, name: 'edit' })).toBe('deny');
    const wrong = here(rule('bind', 'rbac.authorization.k8s.io', 'rolebindings'));
    expect(verdict(wrong, { ...asked, namespace: 'shop', name: 'edit' })).toBe('deny');
  });
  test('users and groups are impersonated by a cluster-wide grant alone, service accounts in their namespace', () => {
    const rules = rule('impersonate', 'core', 'users groups serviceaccounts');
    const asked = { ...ANA, verb: 'impersonate', name: 'bo' };
    expect(verdict(here(rules), { ...asked, resource: 'users' })).toBe('deny');
    expect(verdict(here(rules), { ...asked, resource: 'users', namespace: 'shop' })).toBe('deny');
    expect(verdict(here(rules), { ...asked, resource: 'groups' })).toBe('deny');
    expect(verdict(everywhere(rules), { ...asked, resource: 'users' })).toBe('allow');
    expect(verdict(here(rules), { ...asked, resource: 'serviceaccounts', namespace: 'shop' })).toBe('allow');
    expect(verdict(here(rules), { ...asked, resource: 'serviceaccounts', namespace: 'x' })).toBe('deny');
  });
});

describe('wildcards', () => {
  const exec = {
    ...ANA,
    verb: 'create',
    resource: 'pods',
    subresource: 'exec',
    namespace: 'shop',
    name: 'p',
  };
  test('* covers subresources, pods does not, and pods/* is no wildcard', () => {
    expect(verdict(here(rule('*', 'core', '*')), exec)).toBe('allow');
    expect(verdict(here(rule('*', 'core', 'pods')), exec)).toBe('deny');
    expect(verdict(here(rule('*', 'core', 'pods/*')), exec)).toBe('deny');
    expect(because(here(rule('*', 'core', 'pods/*')), exec)).toContain('pods/*, which is no wildcard');
    expect(verdict(here(rule('*', 'core', 'pods/exec')), exec)).toBe('allow');
  });
  test('*/scale covers that subresource of everything', () => {
    const scale = {
      ...ANA,
      verb: 'update',
      group: 'apps',
      subresource: 'scale',
      namespace: 'shop',
      name: 'd',
    };
    const may = here(rule('update', '*', '*/scale'));
    expect(verdict(may, { ...scale, resource: 'deployments' })).toBe('allow');
    expect(verdict(may, { ...scale, resource: 'deployments', subresource: 'status' })).toBe('deny');
    expect(verdict(may, { ...scale, resource: 'deployments', subresource: '' })).toBe('deny');
  });
  test('the group matters: apps is not the core group', () => {
    const may = here(rule('create', 'core', 'deployments'));
    const asked = { ...ANA, verb: 'create', resource: 'deployments', namespace: 'shop' };
    expect(verdict(may, { ...asked, group: 'apps' })).toBe('deny');
    expect(verdict(may, asked)).toBe('allow');
  });
});

describe('names of objects', () => {
  const may = here(rule('get list watch create update deletecollection', 'core', 'secrets pods/exec', 'one'));
  const secret = { ...ANA, resource: 'secrets', namespace: 'shop' };
  test('limit what names an object', () => {
    expect(verdict(may, { ...secret, verb: 'get', name: 'one' })).toBe('allow');
    expect(verdict(may, { ...secret, verb: 'get', name: 'two' })).toBe('deny');
    expect(verdict(here(rule('get', 'core', 'secrets', 'o*')), { ...secret, verb: 'get', name: 'one' })).toBe(
      'deny',
    );
  });
  test('never match a creation or the deletion of a collection', () => {
    expect(verdict(may, { ...secret, verb: 'create', name: 'one' })).toBe('deny');
    expect(verdict(may, { ...secret, verb: 'deletecollection', name: 'one' })).toBe('deny');
    expect(because(may, { ...secret, verb: 'create' })).toContain('has no name');
  });
  test('match subresources, which carry the name of their object', () => {
    const exec = { ...ANA, verb: 'create', resource: 'pods', subresource: 'exec', namespace: 'shop' };
    expect(verdict(may, { ...exec, name: 'one' })).toBe('allow');
    expect(verdict(may, { ...exec, name: 'two' })).toBe('deny');
  });
  test('match a listing only where it selects by name', () => {
    expect(verdict(may, { ...secret, verb: 'list', name: 'one' })).toBe('allow');
    expect(verdict(may, { ...secret, verb: 'list' })).toBe('deny');
  });
});

test('URLs match by a trailing star alone, and through no RoleBinding', () => {
  const may = (urls: string, url: string) =>
    verdict(everywhere(urlRule('get', urls)), { ...ANA, verb: 'get', nonResourceURL: url });
  expect(may('/foo/*', '/foo/bar')).toBe('allow');
  expect(may('/foo/*', '/foo')).toBe('deny');
  expect(may('/foo*', '/foobar')).toBe('allow');
  expect(may('/*/bar', '/foo/bar')).toBe('deny');
  expect(may('*', '/anything')).toBe('allow');
  const bound = [clusterRole('r', urlRule('get', '*')), bind('shop', 'b', 'clusterrole/r', 'user:ana')];
  expect(verdict(bound, { ...ANA, verb: 'get', nonResourceURL: '/healthz' })).toBe('deny');
});

describe('groups', () => {
  const asked = { verb: 'get', resource: 'pods', namespace: 'shop' };
  const to = (group: string) => [
    clusterRole('r', rule('get', 'core', 'pods')),
    bindCluster('b', 'r', `group:${group}`),
  ];
  test('system:masters is above RBAC', () => {
    expect(verdict([], { ...ANA, ...asked, groups: ['system:masters'] })).toBe('allow');
  });
  test('service accounts bring theirs', () => {
    const account = { ...asked, serviceAccount: 'shop/web' };
    for (const group of ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'])
      expect(verdict(to(group), account)).toBe('allow');
    expect(verdict(to('system:serviceaccounts:other'), account)).toBe('deny');
  });
  test('everybody but the anonymous user is authenticated', () => {
    expect(verdict(to('system:authenticated'), { ...ANA, ...asked })).toBe('allow');
    expect(verdict(to('system:authenticated'), { user: 'system:anonymous', ...asked })).toBe('deny');
    expect(verdict(to('system:unauthenticated'), { user: 'system:anonymous', ...asked })).toBe('allow');
  });
});

describe('a RoleBinding to a cluster role', () => {
  const bound = (...rules: JsonObject[]) => [
    clusterRole('r', ...rules),
    bind('shop', 'b', 'clusterrole/r', 'user:ana'),
  ];
  test('gives it in its namespace alone', () => {
    const may = bound(rule('get', 'core', 'pods'));
    expect(verdict(may, { ...ANA, verb: 'get', resource: 'pods', namespace: 'shop' })).toBe('allow');
    expect(verdict(may, { ...ANA, verb: 'get', resource: 'pods', namespace: 'other' })).toBe('deny');
    expect(verdict(may, { ...ANA, verb: 'get', resource: 'pods' })).toBe('deny');
  });
  test('gives nothing on what is in no namespace, but the object of its own', () => {
    const may = bound(rule('*', '*', '*'));
    expect(verdict(may, { ...ANA, verb: 'get', resource: 'nodes' })).toBe('deny');
    expect(verdict(may, { ...ANA, verb: 'get', resource: 'nodes', namespace: 'shop' })).toBe('deny');
    expect(verdict(may, { ...ANA, verb: 'patch', resource: 'namespaces', name: 'shop' })).toBe('allow');
    expect(verdict(may, { ...ANA, verb: 'patch', resource: 'namespaces', name: 'other' })).toBe('deny');
    expect(verdict(may, { ...ANA, verb: 'list', resource: 'namespaces' })).toBe('deny');
    const kind = { spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'fleets' } } };
    const crd = any('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'fleets.example.com', kind);
    const fleets = { ...ANA, verb: 'get', group: 'example.com', resource: 'fleets', namespace: 'shop' };
    expect(verdict([...may, crd], fleets)).toBe('deny');
    expect(verdict(may, fleets)).toBe('allow');
  });
  test('to a role that is not there gives nothing, and the answer says so', () => {
    const dangling = [bind('shop', 'b', 'clusterrole/gone', 'user:ana')];
    const asked = { ...ANA, verb: 'get', resource: 'pods', namespace: 'shop' };
    expect(verdict(dangling, asked)).toBe('deny');
    expect(because(dangling, asked)).toContain('gone, which does not exist');
  });
  test('names service accounts of its own namespace without saying so', () => {
    const may = [role('shop', 'r', rule('get', 'core', 'pods')), bind('shop', 'b', 'r', 'sa:web')];
    const asked = { verb: 'get', resource: 'pods', namespace: 'shop' };
    expect(verdict(may, { ...asked, serviceAccount: 'shop/web' })).toBe('allow');
    expect(verdict(may, { ...asked, serviceAccount: 'other/web' })).toBe('deny');
  });
});

describe('streams into pods', () => {
  const byGet = here(rule('get', 'core', 'pods/exec pods/attach pods/portforward'));
  test.each(['exec', 'attach', 'portforward'])('%s by get was enough before 1.35', (subresource) => {
    const asked = { ...ANA, verb: 'get', resource: 'pods', subresource, namespace: 'shop', name: 'p' };
    expect(verdict(byGet, asked, '1.34')).toBe('allow');
    expect(verdict(byGet, asked, 'v1.35.0')).toBe('deny');
    expect(verdict(byGet, asked)).toBe('deny');
    expect(because(byGet, asked)).toContain('1.35');
    const both = here(rule('get create', 'core', `pods/${subresource}`));
    expect(verdict(both, asked, '1.35')).toBe('allow');
  });
  test('the log of a pod, and the kubelet behind a node, are asked for as before', () => {
    const log = { ...ANA, verb: 'get', resource: 'pods/log', namespace: 'shop', name: 'p' };
    expect(verdict(here(rule('get', 'core', 'pods/log')), log, '1.35')).toBe('allow');
    const proxy = { ...ANA, verb: 'get', resource: 'nodes', subresource: 'proxy', name: 'worker-1' };
    expect(verdict(everywhere(rule('get', 'core', 'nodes/proxy')), proxy, '1.35')).toBe('allow');
  });
});

describe('objects', () => {
  const pods = { ...ANA, verb: 'get', resource: 'pods', namespace: 'default' };
  test('without a namespace are in default, and lists are opened', () => {
    const bare = [
      { kind: 'Role', metadata: { name: 'r' }, rules: [rule('get', 'core', 'pods')] },
      {
        kind: 'RoleBinding',
        metadata: { name: 'b' },
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [{ kind: 'User', name: 'ana' }],
      },
    ];
    expect(verdict(bare, pods)).toBe('allow');
    expect(verdict([list(bare)], pods)).toBe('allow');
  });
  test.each([
    ['a rule without verbs', clusterRole('r', { verbs: [], apiGroups: [''], resources: ['pods'] })],
    ['a rule without groups', clusterRole('r', { verbs: ['get'], resources: ['pods'] })],
    ['URLs in a namespace', role('shop', 'r', urlRule('get', '/x'))],
    [
      'URLs and resources at once',
      clusterRole('r', { ...rule('get', 'core', 'pods'), nonResourceURLs: ['/x'] }),
    ],
    [
      'a binding of the cluster to a role',
      { ...bindCluster('b', 'r'), roleRef: { kind: 'Role', name: 'r' } },
    ],
    ['a service account without a namespace, bound in the cluster', bindCluster('b', 'r', 'sa:web')],
    ['a subject of no known kind', { ...bindCluster('b', 'r'), subjects: [{ kind: 'Pod', name: 'p' }] }],
    [
      'a wrong group of the role',
      { ...bindCluster('b', 'r'), roleRef: { apiGroup: 'example.com', kind: 'ClusterRole', name: 'r' } },
    ],
    ['verbs that are no list', clusterRole('r', { verbs: 'get', apiGroups: [''], resources: ['pods'] })],
    [
      'an apiVersion that is not served',
      { ...clusterRole('r', rule('get', 'core', 'pods')), apiVersion: 'rbac.authorization.k8s.io/v1beta1' },
    ],
  ])('that a server would refuse have no effect and are told: %s', (_, object) => {
    const sound = everywhere(rule('get', 'core', 'pods'));
    const { answers, refused } = evaluateRbacCases({
      objects: [...sound, object],
      cases: [{ id: 1, ...pods }],
    } as Json);
    expect(answers[0]?.verdict).toBe('allow');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/^\/objects\/2: .* has no effect: /);
  });
});

test('cases that say too little are told so, and the others are still answered', () => {
  const { answers } = evaluateRbacCases({
    objects: everywhere(rule('get', 'core', 'pods')),
    cases: [
      { id: 1, user: 'ana', resource: 'pods' },
      { id: 2, user: 'ana', verb: 'get' },
      { id: 3, serviceAccount: 'web', verb: 'get', resource: 'pods' },
      7,
      { id: 5, user: 'ana', verb: 'get', resource: 'pods' },
    ],
  } as Json);
  expect(answers.map((each) => (each.error as JsonObject | undefined)?.message ?? each.verdict)).toEqual([
    '"verb" is missing',
    '"resource" or "nonResourceURL" is missing',
    '"serviceAccount" "web" is not like "namespace/name"',
    'case 4 is not an object',
    'allow',
  ]);
  for (const wrong of [[], { cases: 1 }, { cases: [], objects: {} }, { cases: [], version: 'new' }])
    expect(() => evaluateRbacCases(wrong as Json)).toThrow(/RBAC cases/);
});

describe('the roles that every cluster has', () => {
  const given = bootstrapPolicy('c', 's');
  const may = (name: string, verb: string, resource: string, group = '') => {
    const subject = { kind: 'User', name: 'ana', namespace: null, ref: null } as const;
    const base = { kind: 'RoleBinding', namespace: 'shop', source: 's', ref: null, bootstrap: null } as const;
    const role = { kind: 'ClusterRole', name, ref: null } as const;
    const policy = compilePolicy(given.roles, [{ ...base, id: 'b', name: 'b', role, subjects: [subject] }]);
    return (
      authorize(
        policy,
        callerOf('ana'),
        resourceRequest({ verb, group, resource, namespace: 'shop', name: 'n' }),
        null,
      ) !== null
    );
  };
  test('edit may impersonate service accounts, mint tokens, exec and read secrets; view may not', () => {
    for (const [verb, resource] of [
      ['impersonate', 'serviceaccounts'],
      ['create', 'serviceaccounts/token'],
      ['create', 'pods/exec'],
      ['get', 'secrets'],
      ['get', 'pods'],
    ] as const) {
      expect(may('edit', verb, resource), `${verb} ${resource}`).toBe(true);
      expect(may('admin', verb, resource), `${verb} ${resource}`).toBe(true);
      expect(may('view', verb, resource), `${verb} ${resource}`).toBe(resource === 'pods');
    }
    expect(may('edit', 'create', 'rolebindings', 'rbac.authorization.k8s.io')).toBe(false);
    expect(may('admin', 'create', 'rolebindings', 'rbac.authorization.k8s.io')).toBe(true);
  });
  test('every binding names a role of the table, and system:masters is bound to cluster-admin', () => {
    expect(compilePolicy(given.roles, given.bindings).dangling).toEqual([]);
    expect(given.bindings.find(({ name }) => name === 'cluster-admin')?.subjects).toMatchObject([
      { name: 'system:masters' },
    ]);
    for (const { bootstrap } of given.roles) expect(bootstrap).toBe('1.33');
  });
});
