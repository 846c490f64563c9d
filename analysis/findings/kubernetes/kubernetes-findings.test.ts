import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import {
  account,
  any,
  bind,
  bindCluster,
  clusterRole,
  namespace,
  node,
  pod,
  role,
  rule,
  secret,
  tokenSecret,
  urlRule,
} from '../../kubernetes/testing/manifests.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import {
  type ClusterOptions,
  manifests,
  smallCluster,
} from '../../rules/kubernetes/testing/small-cluster.ts';
import { smallAccount, trusts } from '../../rules/testing/small-account.ts';
import { foundIn } from '../testing/found.ts';

const WORLD = [
  namespace('shop'),
  node('worker-1'),
  account('shop', 'web'),
  account('shop', 'default'),
  secret('shop', 'db'),
];
const short = (text: string) => text.replace('k8s://prod/', '');

function found(which: string, objects: readonly JsonObject[], options?: ClusterOptions): readonly string[] {
  return foundIn(smallCluster([...WORLD, ...objects], options))
    .filter(({ rule: one }) => one === which)
    .map(({ severity, entity }) => `${severity} ${short(entity)}`);
}
const reads = clusterRole('reader', rule('get', 'core', 'secrets'));
const boss = clusterRole('boss', rule('*', '*', '*'));
const harmless = clusterRole('harmless', rule('get', 'core', 'configmaps'));

describe('identities', () => {
  test('administrators, by what they are given and by what they can give themselves', () => {
    const admins = (...objects: JsonObject[]) => found('k8s-cluster-administrator', objects);
    expect(admins(boss, bindCluster('b', 'boss', 'sa:shop/web', 'user:ana'))).toEqual([
      'high serviceaccount/shop/web',
      'medium user/ana',
    ]);
    const grows = clusterRole('grows', rule('escalate update', 'rbac.authorization.k8s.io', 'clusterroles'));
    expect(admins(grows, bindCluster('b', 'grows', 'sa:shop/web'))).toEqual(['high serviceaccount/shop/web']);
    expect(admins(reads, bindCluster('b', 'reader', 'sa:shop/web'))).toEqual([]);
    // What every cluster is created with is no finding.
    const given = {
      ...boss,
      metadata: { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
    };
    expect(admins(given, bindCluster('cluster-admin', 'cluster-admin', 'group:system:masters'))).toEqual([]);
    expect(admins(given, bindCluster('mine', 'cluster-admin', 'sa:shop/web'))).toEqual([
      'high serviceaccount/shop/web',
    ]);
  });

  test('permissions that lead to others, worse the wider', () => {
    const dangerous = (...objects: JsonObject[]) => found('k8s-dangerous-permissions', objects);
    expect(dangerous(reads, bindCluster('b', 'reader', 'sa:shop/web'))).toEqual([
      'high serviceaccount/shop/web',
    ]);
    expect(dangerous(reads, bind('shop', 'b', 'clusterrole/reader', 'sa:shop/web'))).toEqual([
      'medium serviceaccount/shop/web',
    ]);
    const named = role('shop', 'one', rule('get', 'core', 'secrets', 'db'));
    expect(dangerous(named, bind('shop', 'b', 'one', 'sa:shop/web'))).toEqual([
      'low serviceaccount/shop/web',
    ]);
    expect(dangerous(harmless, bindCluster('b', 'harmless', 'sa:shop/web'))).toEqual([]);
    expect(dangerous(boss, bindCluster('b', 'boss', 'sa:shop/web'))).toEqual([]);
  });

  test('grants to anyone and to everyone', () => {
    const anyone = (...objects: JsonObject[]) => found('k8s-granted-to-anyone', objects);
    expect(anyone(harmless, bindCluster('b', 'harmless', 'user:system:anonymous'))).toEqual([
      'medium user/system:anonymous',
    ]);
    expect(anyone(reads, bindCluster('b', 'reader', 'group:system:unauthenticated'))).toEqual([
      'high group/system:unauthenticated',
    ]);
    expect(anyone(boss, bindCluster('b', 'boss', 'group:system:unauthenticated'))).toEqual([
      'critical group/system:unauthenticated',
    ]);
    const info = {
      ...clusterRole('system:public-info-viewer', urlRule('get', '/version')),
      metadata: {
        name: 'system:public-info-viewer',
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      },
    };
    expect(
      anyone(
        info,
        bindCluster('system:public-info-viewer', 'system:public-info-viewer', 'group:system:unauthenticated'),
      ),
    ).toEqual([]);
    const everyone = (...objects: JsonObject[]) => found('k8s-granted-to-everyone', objects);
    expect(everyone(reads, bindCluster('b', 'reader', 'group:system:authenticated'))).toEqual([
      'high group/system:authenticated',
    ]);
    expect(everyone(reads, bindCluster('b', 'reader', 'group:system:serviceaccounts:shop'))).toEqual([
      'medium group/system:serviceaccounts:shop',
    ]);
    expect(everyone(harmless, bindCluster('b', 'harmless', 'group:system:authenticated'))).toEqual([]);
    expect(everyone(reads, bindCluster('b', 'reader', 'group:devs'))).toEqual([]);
  });

  test('default accounts with permissions', () => {
    const defaults = (...objects: JsonObject[]) => found('k8s-default-account-with-power', objects);
    expect(defaults(reads, bindCluster('b', 'reader', 'sa:shop/default'))).toEqual([
      'high serviceaccount/shop/default',
    ]);
    expect(defaults(harmless, bindCluster('b', 'harmless', 'sa:shop/default'))).toEqual([
      'low serviceaccount/shop/default',
    ]);
    expect(defaults(reads, bindCluster('b', 'reader', 'sa:shop/web'))).toEqual([]);
  });
});

describe('bindings', () => {
  test('to a role that is not there, and who could make it', () => {
    const dangling = (...objects: JsonObject[]) => found('k8s-dangling-role-ref', objects);
    const gone = bind('shop', 'b', 'gone', 'sa:shop/web');
    expect(dangling(gone)).toEqual(['low serviceaccount/shop/web']);
    expect(dangling(gone, role('shop', 'gone', rule('get', 'core', 'pods')))).toEqual([]);
    const maker = [
      role('shop', 'maker', rule('create', 'rbac.authorization.k8s.io', 'roles')),
      bind('shop', 'm', 'maker', 'user:ana'),
    ];
    expect(dangling(gone, ...maker)).toEqual(['medium serviceaccount/shop/web']);
    const [finding] = foundIn(smallCluster([...WORLD, gone, ...maker])).filter(
      ({ rule: one }) => one === 'k8s-dangling-role-ref',
    );
    expect(finding?.attributes.fillers).toEqual(['k8s://prod/user/ana']);
    expect(finding?.proof[0]?.pointer).toMatch(/\/roleRef$/);
    // Of manifests alone nobody can say that the role is not there.
    const [unsure] = foundIn(manifests([gone])).filter(({ rule: one }) => one === 'k8s-dangling-role-ref');
    expect(unsure).toMatchObject({ confidence: 'medium' });
    expect(unsure?.conditions).toHaveLength(1);
  });
  test('to an account that is not there', () => {
    const ghost = [reads, bindCluster('b', 'reader', 'sa:shop/ghost')];
    expect(found('k8s-dangling-account', ghost)).toEqual(['low serviceaccount/shop/ghost']);
    expect(found('k8s-dangling-account', [reads, bindCluster('b', 'reader', 'sa:shop/web')])).toEqual([]);
    expect(found('k8s-dangling-account', ghost, { denied: ['list v1/serviceaccounts'] })).toEqual([]);
  });
});

test('tokens that never end, worse where their account has power', () => {
  const tokens = (...objects: JsonObject[]) => found('k8s-long-lived-token', objects);
  expect(tokens(tokenSecret('shop', 't', 'web'))).toEqual(['medium secret/shop/t']);
  expect(tokens(tokenSecret('shop', 't', 'web'), reads, bindCluster('b', 'reader', 'sa:shop/web'))).toEqual([
    'high secret/shop/t',
  ]);
  expect(tokens(secret('shop', 't'))).toEqual([]);
});

describe('workloads', () => {
  const privileged = pod('shop', 'agent', { container: { securityContext: { privileged: true } } });
  const other = pod('shop', 'other', { spec: { serviceAccountName: 'web' } });
  const grant = [reads, bindCluster('b', 'reader', 'sa:shop/web')];
  test('pods that take their node, worse where accounts with power are on it', () => {
    const taking = (...objects: JsonObject[]) => found('k8s-pod-takes-node', objects);
    expect(taking(privileged, other)).toEqual(['medium pod/shop/agent']);
    expect(taking(privileged, other, ...grant)).toEqual(['high pod/shop/agent']);
    const far = pod('shop', 'other', { spec: { serviceAccountName: 'web', nodeName: 'worker-2' } });
    expect(taking(privileged, far, ...grant)).toEqual(['medium pod/shop/agent']);
    expect(taking(other)).toEqual([]);
  });
  test('exposed ones that run as somebody with power', () => {
    const front = (type: string) =>
      any('v1', 'Service', 'front', {
        metadata: { namespace: 'shop' },
        spec: { type, selector: { app: 'web' }, ports: [{ port: 80 }] },
      });
    const web = pod('shop', 'web-0', {
      metadata: { labels: { app: 'web' } },
      spec: { serviceAccountName: 'web' },
    });
    const exposed = (...objects: JsonObject[]) => found('k8s-exposed-workload-with-power', objects);
    expect(exposed(front('LoadBalancer'), web, ...grant)).toEqual(['high pod/shop/web-0']);
    expect(exposed(front('LoadBalancer'), web)).toEqual([]);
    expect(exposed(front('ClusterIP'), web, ...grant)).toEqual([]);
  });
});

test('an exposed workload whose account has a role of a cloud', () => {
  const issuer = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
  const host = issuer.slice('https://'.length);
  const provider = `arn:aws:iam::111122223333:oidc-provider/${host}`;
  const trusting = (subject: string) =>
    smallAccount({
      roles: {
        exporter: {
          trust: [
            {
              ...trusts({ Federated: provider }),
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: { [`${host}:sub`]: subject, [`${host}:aud`]: 'sts.amazonaws.com' },
              },
            },
          ],
        },
      },
    });
  const cluster = smallCluster(
    [
      ...WORLD,
      pod('shop', 'web-0', { metadata: { labels: { app: 'web' } }, spec: { serviceAccountName: 'web' } }),
      any('v1', 'Service', 'front', {
        metadata: { namespace: 'shop' },
        spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
      }),
    ],
    { issuer },
  );
  const exposed = (aws: ObservationSource) =>
    foundIn(together(aws, cluster)).filter(({ rule: one }) => one === 'k8s-exposed-workload-with-power');
  expect(exposed(trusting('system:serviceaccount:shop:web'))).toMatchObject([
    { severity: 'high', attributes: { roles: ['arn:aws:iam::111122223333:role/exporter'] } },
  ]);
  expect(exposed(trusting('system:serviceaccount:shop:other'))).toEqual([]);
});

/** Two sources in one snapshot. */
function together(one: ObservationSource, other: ObservationSource): ObservationSource {
  const own = new Set([...one.calls()].map(({ observation }) => observation));
  return {
    sources: () => [...one.sources(), ...other.sources()],
    coverage: () => [...one.coverage(), ...other.coverage()],
    calls: () => [...one.calls(), ...other.calls()],
    document: (id) => (own.has(id) ? one : other).document(id),
  };
}
