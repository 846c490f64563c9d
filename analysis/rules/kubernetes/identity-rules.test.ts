import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import {
  account,
  aggregatedRole,
  any,
  bind,
  bindCluster,
  clusterRole,
  deployment,
  namespace,
  node,
  pod,
  role,
  rule,
  secret,
} from '../../kubernetes/testing/manifests.ts';
import { type ClusterOptions, edgesFrom, id, smallCluster } from './testing/small-cluster.ts';

const ANA = id('user/ana');
const WORLD: readonly JsonObject[] = [
  namespace('shop'),
  namespace('safe', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
  node('worker-1'),
  account('shop', 'web'),
  account('safe', 'web'),
  pod('shop', 'web-0', { spec: { serviceAccountName: 'web' } }),
  pod('safe', 'web-0', { spec: { serviceAccountName: 'web' } }),
  secret('shop', 'db'),
  secret('safe', 'db'),
  deployment('shop', 'web', { serviceAccountName: 'web', containers: [{ name: 'app' }] }),
];

function edges(granted: readonly JsonObject[], options?: ClusterOptions): readonly string[] {
  return edgesFrom(smallCluster([...WORLD, ...granted], options), ANA).filter(
    (each) => !each.includes('k8s-in-group'),
  );
}
const here = (...rules: JsonObject[]) => [role('shop', 'r', ...rules), bind('shop', 'b', 'r', 'user:ana')];
const everywhere = (...rules: JsonObject[]) => [
  clusterRole('r', ...rules),
  bindCluster('b', 'r', 'user:ana'),
];
const RBAC = 'rbac.authorization.k8s.io';

describe('one permission', () => {
  test.each([
    ['create', 'core', 'pods/exec', 'k8s-pods-exec scope/shop/pods allow'],
    ['create', 'core', 'pods/attach', 'k8s-pods-attach scope/shop/pods conditional'],
    ['patch', 'core', 'pods/ephemeralcontainers', 'k8s-pods-ephemeral scope/shop/pods allow'],
    ['patch', 'core', 'pods', 'k8s-pods-patch scope/shop/pods allow'],
    ['create', 'core', 'pods/portforward', 'k8s-pods-portforward scope/shop/pods conditional'],
    ['get', 'core', 'pods/proxy', 'k8s-pods-proxy scope/shop/pods conditional'],
    ['create', 'core', 'pods', 'k8s-create-pods scope/shop/workloads allow'],
    [
      'create',
      'core',
      'replicationcontrollers',
      'k8s-create-replicationcontrollers scope/shop/workloads allow',
    ],
    ['create', 'apps', 'deployments', 'k8s-create-deployments scope/shop/workloads allow'],
    ['create', 'apps', 'statefulsets', 'k8s-create-statefulsets scope/shop/workloads allow'],
    ['create', 'apps', 'daemonsets', 'k8s-create-daemonsets scope/shop/workloads allow'],
    ['create', 'apps', 'replicasets', 'k8s-create-replicasets scope/shop/workloads allow'],
    ['create', 'batch', 'jobs', 'k8s-create-jobs scope/shop/workloads allow'],
    ['create', 'batch', 'cronjobs', 'k8s-create-cronjobs scope/shop/workloads allow'],
    ['update', 'apps', 'deployments', 'k8s-change-deployments scope/shop/workloads allow'],
    ['get', 'core', 'secrets', 'k8s-secrets-read scope/shop/secrets allow'],
    ['list', 'core', 'secrets', 'k8s-secrets-read scope/shop/secrets allow'],
    ['watch', 'core', 'secrets', 'k8s-secrets-read scope/shop/secrets allow'],
    ['patch', 'core', 'secrets', 'k8s-secrets-read scope/shop/secrets allow'],
    ['create', 'core', 'serviceaccounts/token', 'k8s-token-request scope/shop/serviceaccounts allow'],
    ['impersonate', 'core', 'serviceaccounts', 'k8s-impersonate-account scope/shop/serviceaccounts allow'],
  ])('%s %s %s', (verb, group, resource, expected) => {
    expect(edges(here(rule(verb, group, resource)))).toEqual([expected]);
    const cluster = expected.replace('scope/shop/', 'scope/');
    const wide = edges(everywhere(rule(verb, group, resource)));
    // What is changed has to be there: only shop has a deployment.
    expect(wide).toEqual([verb === 'update' && group === 'apps' ? expected : cluster]);
    expect(edges(here(rule('delete', group, resource)))).toEqual([]);
    expect(edges(here(rule(verb, 'example.com', resource)))).toEqual([]);
  });

  test('names limit it to the objects that are there', () => {
    expect(edges(here(rule('get', 'core', 'secrets', 'db other')))).toEqual([
      'k8s-secrets-read secret/shop/db allow',
    ]);
    expect(edges(everywhere(rule('get', 'core', 'secrets', 'db')))).toEqual([
      'k8s-secrets-read secret/safe/db allow',
      'k8s-secrets-read secret/shop/db allow',
    ]);
    expect(edges(here(rule('create', 'core', 'pods/exec', 'web-0')))).toEqual([
      'k8s-pods-exec pod/shop/web-0 allow',
    ]);
    expect(edges(here(rule('create', 'core', 'serviceaccounts/token', 'web')))).toEqual([
      'k8s-token-request serviceaccount/shop/web allow',
    ]);
    expect(edges(here(rule('create', 'core', 'pods', 'web-0')))).toEqual([]);
    expect(edges(here(rule('patch', 'apps', 'deployments', 'web')))).toEqual([
      'k8s-change-deployments scope/shop/workloads allow',
    ]);
    expect(edges(here(rule('patch', 'apps', 'deployments', 'gone')))).toEqual([]);
  });

  test('a stream by get: before 1.35 yes, from then on no, without a version unknown', () => {
    const get = here(rule('get', 'core', 'pods/exec'));
    expect(edges(get, { version: 'v1.34.1' })).toEqual(['k8s-pods-exec scope/shop/pods allow']);
    expect(edges(get, { version: 'v1.35.0' })).toEqual([]);
    expect(edges(get, { version: null })).toEqual(['k8s-pods-exec scope/shop/pods unknown']);
    expect(edges(here(rule('create', 'core', 'pods/exec')), { version: 'v1.35.0' })).toEqual([
      'k8s-pods-exec scope/shop/pods allow',
    ]);
  });

  test('whether there is a controller to change is unknown where none could be listed', () => {
    const options = { denied: ['list apps/v1/statefulsets'] };
    expect(edges(here(rule('patch', 'apps', 'statefulsets')))).toEqual([]);
    expect(edges(here(rule('patch', 'apps', 'statefulsets')), options)).toEqual([
      'k8s-change-statefulsets scope/shop/workloads unknown',
    ]);
  });

  test('the kubelets, by get too and on named nodes', () => {
    expect(edges(everywhere(rule('get', 'core', 'nodes/proxy')), { version: 'v1.35.0' })).toEqual([
      'k8s-nodes-proxy scope/pods allow',
    ]);
    expect(edges(everywhere(rule('get', 'core', 'nodes/proxy', 'worker-1')))).toEqual([
      'k8s-nodes-proxy pod/safe/web-0 allow',
      'k8s-nodes-proxy pod/shop/web-0 allow',
    ]);
    expect(edges(everywhere(rule('get', 'core', 'nodes/proxy', 'worker-2')))).toEqual([]);
    expect(edges(here(rule('get', 'core', 'nodes/proxy')))).toEqual([]);
  });
});

describe('being an administrator', () => {
  test('everything everywhere, and everything in a namespace', () => {
    expect(edges(everywhere(rule('*', '*', '*')))).toEqual(['k8s-administrator cluster allow']);
    expect(edges(here(rule('*', '*', '*')))).toEqual(['k8s-namespace-administrator namespace/shop allow']);
    expect(edges(everywhere(rule('*', 'core', '*')))).not.toContain('k8s-administrator cluster allow');
  });
  test('an administrator of a restricted namespace changes its labels and has the nodes', () => {
    const source = smallCluster([...WORLD, ...here(rule('*', '*', '*'))]);
    expect(edgesFrom(source, id('namespace/safe'))).toContain('k8s-namespace-relabel scope/nodes allow');
    expect(edgesFrom(source, id('namespace/shop')).join()).not.toContain('relabel');
  });
});

describe('permissions together', () => {
  test('creating and reading secrets mints a token', () => {
    const both = edges(here(rule('create get', 'core', 'secrets')));
    expect(both).toContain('k8s-mint-token-secret scope/shop/serviceaccounts allow');
    expect(edges(here(rule('create', 'core', 'secrets')))).toEqual([]);
    const apart = [
      ...here(rule('create', 'core', 'secrets')),
      role('safe', 'q', rule('get', 'core', 'secrets')),
      bind('safe', 'c', 'q', 'user:ana'),
    ];
    expect(edges(apart).join()).not.toContain('mint');
  });
  test('reading under a name mints one where nothing has the name yet', () => {
    const named = (name: string) =>
      edges(here(rule('create', 'core', 'secrets'), rule('get', 'core', 'secrets', name)));
    expect(named('free')).toContain('k8s-mint-token-secret scope/shop/serviceaccounts allow');
    expect(named('db').join()).not.toContain('mint');
  });

  test('impersonating users and groups, by grants of the cluster alone', () => {
    expect(edges(everywhere(rule('impersonate', 'core', 'users')))).toEqual([
      'k8s-impersonate-user scope/users allow',
    ]);
    expect(edges(everywhere(rule('impersonate', 'core', 'users', 'bo')))).toEqual([
      'k8s-impersonate-user user/bo allow',
    ]);
    expect(edges(here(rule('impersonate', 'core', 'users groups')))).toEqual([]);
    // A group is named beside a user: alone it is of no use.
    expect(edges(everywhere(rule('impersonate', 'core', 'groups')))).toEqual([]);
    const masters = edges(
      everywhere(rule('impersonate', 'core', 'users', 'bo'), rule('impersonate', 'core', 'groups')),
    );
    expect(masters).toContain('k8s-impersonate-group group/system:masters allow');
    expect(masters).toContain('k8s-impersonate-group scope/groups allow');
    const devs = edges(
      everywhere(rule('impersonate', 'core', 'users', 'bo'), rule('impersonate', 'core', 'groups', 'devs')),
    );
    expect(devs).toContain('k8s-impersonate-group group/devs allow');
    expect(devs.join()).not.toContain('masters');
  });

  const ADMIN = clusterRole('boss', rule('*', '*', '*'));
  test('bind is asked about the role, not about the binding', () => {
    const may = (resource: string, names = '') => [
      ADMIN,
      ...everywhere(rule('create', RBAC, 'clusterrolebindings'), rule('bind', RBAC, resource, names)),
    ];
    expect(edges(may('clusterroles'))).toEqual(['k8s-bind-administrator cluster allow']);
    expect(edges(may('clusterroles', 'boss'))).toEqual(['k8s-bind-administrator cluster allow']);
    expect(edges(may('clusterroles', 'gone'))).toEqual([]);
    expect(edges(may('clusterrolebindings'))).toEqual([]);
    expect(edges([ADMIN, ...everywhere(rule('bind', RBAC, 'clusterroles'))])).toEqual([]);
  });
  test('bind in a namespace gives the namespace, and what the role has there', () => {
    const may = (names: string) => [
      ADMIN,
      clusterRole('reader', rule('get', 'core', 'secrets nodes/proxy')),
      ...here(rule('create', RBAC, 'rolebindings'), rule('bind', RBAC, 'clusterroles', names)),
    ];
    expect(edges(may('boss'))).toEqual(['k8s-bind-namespace-administrator namespace/shop allow']);
    expect(edges(may('reader'))).toEqual(['k8s-secrets-read scope/shop/secrets allow']);
  });
  test('changing a binding does where there is one of the role', () => {
    const may = (...more: JsonObject[]) => [
      ADMIN,
      ...more,
      ...everywhere(rule('patch', RBAC, 'clusterrolebindings'), rule('bind', RBAC, 'clusterroles')),
    ];
    expect(edges(may())).toEqual([]);
    expect(edges(may(bindCluster('bosses', 'boss', 'user:bo')))).toEqual([
      'k8s-bind-administrator cluster allow',
    ]);
  });

  test('escalate writes into a role that one has', () => {
    expect(edges(everywhere(rule('escalate patch', RBAC, 'clusterroles')))).toEqual([
      'k8s-escalate cluster allow',
    ]);
    expect(edges(everywhere(rule('patch', RBAC, 'clusterroles')))).toEqual([]);
    expect(edges(everywhere(rule('escalate patch', RBAC, 'clusterroles', 'other')))).toEqual([]);
    expect(edges(everywhere(rule('escalate patch', RBAC, 'clusterroles', 'r')))).toEqual([
      'k8s-escalate cluster allow',
    ]);
    expect(edges(here(rule('escalate update', RBAC, 'roles')))).toEqual([
      'k8s-escalate-namespace namespace/shop allow',
    ]);
  });
  test('a new role with the right label grows an aggregated one', () => {
    const own = [aggregatedRole('grown'), bindCluster('g', 'grown', 'user:ana')];
    const may = everywhere(rule('escalate create', RBAC, 'clusterroles'));
    expect(edges([...own, ...may])).toEqual(['k8s-escalate cluster allow']);
    expect(edges(may)).toEqual([]);
  });

  const SIGN = 'certificates.k8s.io';
  const csr = (signer: string, verbs = 'approve') =>
    everywhere(
      rule('create', SIGN, 'certificatesigningrequests'),
      rule('update', SIGN, 'certificatesigningrequests/approval'),
      rule(verbs, SIGN, 'signers', signer),
    );
  test('requesting a certificate and approving it', () => {
    for (const signer of ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'])
      expect(edges(csr(signer))).toContain('k8s-sign-certificate scope/users allow');
    expect(edges(csr('kubernetes.io/kube-apiserver-client-kubelet'))).toEqual([
      'k8s-sign-certificate user/system:node:worker-1 allow',
    ]);
    expect(edges(csr('kubernetes.io/kubelet-serving'))).toEqual([]);
    expect(edges(csr('kubernetes.io/kube-apiserver-client', 'sign'))).toEqual([]);
    const unapproved = everywhere(
      rule('create', SIGN, 'certificatesigningrequests'),
      rule('approve', SIGN, 'signers'),
    );
    expect(edges(unapproved)).toEqual([]);
  });

  const ADMISSION = 'admissionregistration.k8s.io';
  test('webhooks and admission policies', () => {
    expect(edges(everywhere(rule('create', ADMISSION, 'mutatingwebhookconfigurations')))).toEqual([
      'k8s-mutating-webhook cluster conditional',
    ]);
    expect(edges(everywhere(rule('patch', ADMISSION, 'mutatingwebhookconfigurations')))).toEqual([]);
    const hook = any(`${ADMISSION}/v1`, 'MutatingWebhookConfiguration', 'hook', { webhooks: [] });
    expect(
      edges([hook, ...everywhere(rule('patch', ADMISSION, 'mutatingwebhookconfigurations', 'hook'))]),
    ).toEqual(['k8s-mutating-webhook cluster conditional']);
    expect(edges(everywhere(rule('create', ADMISSION, 'validatingwebhookconfigurations')))).toEqual([
      'k8s-validating-webhook scope/secrets conditional',
    ]);
    const policy = rule('create', ADMISSION, 'mutatingadmissionpolicies mutatingadmissionpolicybindings');
    expect(edges(everywhere(policy))).toEqual(['k8s-mutating-policy cluster conditional']);
    expect(edges(everywhere(policy), { version: 'v1.31.0' })).toEqual([]);
    expect(edges(here(rule('create', ADMISSION, 'mutatingwebhookconfigurations')))).toEqual([]);
  });

  test('moving pods to a node of one’s own', () => {
    const steal = 'k8s-steal-pods scope/pods conditional';
    expect(
      edges(everywhere(rule('patch', 'core', 'nodes/status'), rule('create', 'core', 'pods/eviction'))),
    ).toEqual([steal]);
    expect(edges(everywhere(rule('patch', 'core', 'nodes'), rule('delete', 'core', 'pods')))).toEqual([
      steal,
    ]);
    expect(edges(everywhere(rule('patch', 'core', 'nodes/status')))).toEqual([]);
    expect(edges(everywhere(rule('create', 'core', 'pods/eviction')))).toEqual([]);
  });

  test('a volume of the host gets past Pod Security', () => {
    const volumes = 'persistentvolumes persistentvolumeclaims';
    expect(edges(everywhere(rule('create', 'core', `${volumes} pods`)))).toContain(
      'k8s-host-volume scope/nodes allow',
    );
    expect(edges(everywhere(rule('create', 'core', volumes)))).toEqual([]);
    const inSafe = [
      role('safe', 's', rule('create', 'core', 'pods persistentvolumeclaims')),
      bind('safe', 's', 's', 'user:ana'),
    ];
    expect(edges([...inSafe, ...everywhere(rule('create', 'core', 'persistentvolumes'))])).toContain(
      'k8s-host-volume scope/nodes allow',
    );
    expect(edges(inSafe).join()).not.toContain('nodes');
  });

  test('lifting Pod Security', () => {
    const start = [role('safe', 's', rule('create', 'core', 'pods')), bind('safe', 's', 's', 'user:ana')];
    const lifted = 'k8s-lift-pod-security scope/nodes allow';
    expect(edges(start)).not.toContain(lifted);
    expect(edges([...start, ...everywhere(rule('patch', 'core', 'namespaces'))])).toContain(lifted);
    expect(edges([...start, ...everywhere(rule('patch', 'core', 'namespaces', 'shop'))])).not.toContain(
      lifted,
    );
    // The object of a namespace is in the namespace.
    expect(
      edges([
        ...start,
        clusterRole('n', rule('patch', 'core', 'namespaces')),
        bind('safe', 'n', 'clusterrole/n', 'user:ana'),
      ]),
    ).toContain(lifted);
    expect(
      edges([
        ...start,
        clusterRole('n', rule('patch', 'core', 'namespaces')),
        bind('shop', 'n', 'clusterrole/n', 'user:ana'),
      ]),
    ).not.toContain(lifted);
  });

  test('taking an admission policy away', () => {
    const policy = any(`${ADMISSION}/v1`, 'ValidatingAdmissionPolicy', 'no-privileged');
    const start = here(rule('create', 'core', 'pods'));
    const source = (...more: JsonObject[]) => smallCluster([...WORLD, ...start, ...more]);
    const scope = id('scope/shop/workloads');
    expect(edgesFrom(source(), scope)).toContain('k8s-new-pod-node scope/nodes allow');
    expect(edgesFrom(source(policy), scope)).toContain('k8s-new-pod-node scope/nodes conditional');
    const may = [
      clusterRole('v', rule('delete', ADMISSION, 'validatingadmissionpolicies')),
      bindCluster('v', 'v', 'user:ana'),
    ];
    expect(edgesFrom(source(policy, ...may), ANA)).toContain('k8s-lift-admission-policy scope/nodes allow');
    expect(edgesFrom(source(...may), ANA).join()).not.toContain('lift');
  });

  test('aws-auth, where there is one', () => {
    const map = any('v1', 'ConfigMap', 'aws-auth', {
      metadata: { namespace: 'kube-system' },
      data: { mapRoles: '[]' },
    });
    const may = everywhere(rule('update', 'core', 'configmaps', 'aws-auth'));
    expect(edges([map, ...may])).toEqual(['k8s-aws-auth cluster conditional']);
    expect(edges(may)).toEqual([]);
    expect(edges([map, ...here(rule('update', 'core', 'configmaps'))])).toEqual([]);
  });
});

describe('new pods', () => {
  const from = (scope: string, options?: ClusterOptions, ...more: JsonObject[]) =>
    edgesFrom(smallCluster([...WORLD, ...more], options), id(scope));
  test('run as whichever account, mount any secret, and take the node where Pod Security lets them', () => {
    expect(from('scope/shop/workloads')).toEqual([
      'k8s-new-pod-account scope/shop/serviceaccounts allow',
      'k8s-new-pod-secret scope/shop/secrets allow',
      'k8s-new-pod-node scope/nodes allow',
    ]);
    expect(from('scope/safe/workloads')).toEqual([
      'k8s-new-pod-account scope/safe/serviceaccounts allow',
      'k8s-new-pod-secret scope/safe/secrets allow',
    ]);
  });
  test('nobody looked at the labels before 1.23', () => {
    expect(from('scope/safe/workloads', { version: 'v1.22.0' })).toContain(
      'k8s-new-pod-node scope/nodes allow',
    );
  });
  test('a level that is none counts as restricted', () => {
    const odd = namespace('odd', { 'pod-security.kubernetes.io/enforce': 'open' });
    expect(from('scope/odd/workloads', {}, odd).join()).not.toContain('node');
  });
});

describe('sets', () => {
  test('lead to each member by way of the namespace', () => {
    const source = smallCluster(WORLD);
    expect(edgesFrom(source, id('scope/secrets'))).toEqual([
      'k8s-scope scope/safe/secrets allow',
      'k8s-scope scope/shop/secrets allow',
    ]);
    expect(edgesFrom(source, id('scope/shop/secrets'))).toEqual(['k8s-scope secret/shop/db allow']);
    expect(edgesFrom(source, id('scope/shop/pods'))).toEqual(['k8s-scope pod/shop/web-0 allow']);
    expect(edgesFrom(source, id('scope/nodes'))).toEqual(['k8s-scope node/worker-1 allow']);
  });
  test('of accounts hold those that are only named, unless the listing was answered in full', () => {
    const named = bindCluster('b', 'r', 'sa:shop/ghost');
    expect(edgesFrom(smallCluster([...WORLD, named]), id('scope/shop/serviceaccounts'))).toEqual([
      'k8s-scope serviceaccount/shop/web allow',
    ]);
    const denied = { denied: ['list v1/serviceaccounts'] };
    expect(edgesFrom(smallCluster([...WORLD, named], denied), id('scope/shop/serviceaccounts'))).toEqual([
      'k8s-scope serviceaccount/shop/ghost conditional',
      'k8s-scope serviceaccount/shop/web conditional',
    ]);
  });
});

describe('groups', () => {
  const reads = clusterRole('r', rule('get', 'core', 'secrets'));
  test('that everyone is in lead their members to what is bound to them', () => {
    const source = smallCluster([
      ...WORLD,
      reads,
      bindCluster('b', 'r', 'group:system:serviceaccounts:shop'),
    ]);
    expect(edgesFrom(source, id('serviceaccount/shop/web'))).toEqual([
      'k8s-in-group group/system:serviceaccounts:shop allow',
    ]);
    expect(edgesFrom(source, id('serviceaccount/safe/web'))).toEqual([]);
    expect(edgesFrom(source, id('group/system:serviceaccounts:shop'))).toEqual([
      'k8s-secrets-read scope/secrets allow',
    ]);
  });
  test('with nothing but harmless permissions are not told', () => {
    const harmless = clusterRole('h', rule('get', 'core', 'namespaces'));
    const source = smallCluster([...WORLD, harmless, bindCluster('b', 'h', 'group:system:authenticated')]);
    expect(edgesFrom(source, id('serviceaccount/shop/web'))).toEqual([]);
  });
  test('are counted in where permissions have to come together', () => {
    const source = smallCluster([
      ...WORLD,
      role('shop', 'c', rule('create', 'core', 'secrets')),
      bind('shop', 'c', 'c', 'sa:shop/web'),
      role('shop', 'g', rule('get', 'core', 'secrets')),
      bind('shop', 'g', 'g', 'group:system:serviceaccounts'),
    ]);
    expect(edgesFrom(source, id('serviceaccount/shop/web'))).toContain(
      'k8s-mint-token-secret scope/shop/serviceaccounts allow',
    );
    expect(edgesFrom(source, id('serviceaccount/safe/web')).join()).not.toContain('mint');
  });
  test('anyone has what is bound to requests without a credential', () => {
    const open = smallCluster([...WORLD, reads, bindCluster('b', 'r', 'group:system:unauthenticated')]);
    expect(edgesFrom(open, 'internet')).toEqual(['k8s-anonymous group/system:unauthenticated conditional']);
    expect(edgesFrom(smallCluster([...WORLD, reads, bindCluster('b', 'r', 'user:ana')]), 'internet')).toEqual(
      [],
    );
  });
  test('system:masters administers without a binding', () => {
    expect(edgesFrom(smallCluster(WORLD), id('group/system:masters'))).toEqual([
      'k8s-administrator cluster allow',
    ]);
  });
});
