import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../schema/json.ts';
import type { Coverage } from '../../../../schema/records.ts';
import { derive } from '../../../derive.ts';
import { createExplainer } from '../../../explain.ts';
import { foundIn } from '../../../findings/testing/found.ts';
import type { MemoryCall } from '../../../observations/memory-source.ts';
import type { ObservationSource } from '../../../observations/observation-source.ts';
import {
  ACCOUNT,
  allow,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../../testing/small-account.ts';
import { smallCluster } from '../testing/small-cluster.ts';

const HOST = 'oidc.eks.eu-central-1.amazonaws.com/id/00000000000000000000000000000001';
const ISSUER = `https://${HOST}`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`;
const ARN = `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/prod`;
const API = 'k8s://prod/serviceaccount/payments/api';

/** A source that holds what several do. */
function together(...sources: readonly ObservationSource[]): ObservationSource {
  return {
    sources: () => sources.flatMap((one) => one.sources()),
    coverage: () => sources.flatMap((one) => one.coverage()),
    calls: () => sources.flatMap((one) => [...one.calls()]),
    document: (observation) => {
      for (const one of sources)
        if ([...one.calls()].some((call) => call.observation === observation))
          return one.document(observation);
      throw new Error(`no document ${observation}`);
    },
  };
}

const account = (name: string, annotations: Json = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace: 'payments', name, annotations },
});
const annotated = (name: string) => account(name, { 'eks.amazonaws.com/role-arn': role('payments') });
const namespace = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const node: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1', labels: { 'eks.amazonaws.com/nodegroup': 'general' } },
  spec: { providerID: 'aws:///eu-central-1a/i-0123456789abcdef0' },
};
const pod = (more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'payments', name: 'p', labels: { app: 'p' } },
  spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'example.com/c' }], ...more },
});

/** A trust for the service account `payments/api`, unless said otherwise. */
const trust = (
  sub: Json = 'system:serviceaccount:payments:api',
  aud: Json = 'sts.amazonaws.com',
  operator = 'StringEquals',
) =>
  trusts(
    { Federated: PROVIDER },
    {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { [operator]: { [`${HOST}:sub`]: sub, [`${HOST}:aud`]: aud } },
    },
  );

const PROVIDERS: MemoryCall[] = [
  {
    operation: 'iam:ListOpenIDConnectProviders',
    document: { OpenIDConnectProviderList: [{ Arn: PROVIDER }] },
  },
  {
    operation: 'iam:GetOpenIDConnectProvider',
    document: { Url: HOST, ClientIDList: ['sts.amazonaws.com'] },
    parameters: { OpenIDConnectProviderArn: PROVIDER },
  },
];

interface Eks {
  readonly mode?: string;
  readonly issuer?: string;
  readonly entries?: readonly {
    principal: string;
    username?: string;
    groups?: string[];
    policies?: Json[];
  }[];
  readonly podIdentity?: readonly { serviceAccount: string; role: string }[];
}
function eks({ mode = 'API', issuer = ISSUER, entries = [], podIdentity = [] }: Eks = {}): MemoryCall[] {
  const call = (operation: string, document: Json, parameters: JsonObject = {}): MemoryCall => ({
    operation: `eks:${operation}`,
    document,
    parameters: { clusterName: 'prod', ...parameters },
    region: 'eu-central-1',
  });
  return [
    call('DescribeCluster', {
      cluster: {
        name: 'prod',
        arn: ARN,
        identity: { oidc: { issuer } },
        accessConfig: { authenticationMode: mode },
      },
    }),
    call('ListNodegroups', { nodegroups: ['general'] }),
    call('DescribeNodegroup', {
      nodegroup: {
        nodegroupName: 'general',
        nodegroupArn: `${ARN}/general`,
        clusterName: 'prod',
        nodeRole: role('node'),
      },
    }),
    call('ListAccessEntries', { accessEntries: entries.map(({ principal }) => principal) }),
    ...entries.flatMap(({ principal, username, groups = [], policies = [] }) => [
      call(
        'DescribeAccessEntry',
        {
          accessEntry: {
            clusterName: 'prod',
            principalArn: principal,
            username: username ?? principal,
            kubernetesGroups: groups,
            type: 'STANDARD',
          },
        },
        { principalArn: principal },
      ),
      call(
        'ListAssociatedAccessPolicies',
        { clusterName: 'prod', principalArn: principal, associatedAccessPolicies: policies },
        { principalArn: principal },
      ),
    ]),
    call('ListPodIdentityAssociations', {
      associations: podIdentity.map(({ serviceAccount }) => ({
        clusterName: 'prod',
        associationId: `a-${serviceAccount}`,
      })),
    }),
    ...podIdentity.map(({ serviceAccount, role: roleArn }) =>
      call('DescribePodIdentityAssociation', {
        association: {
          clusterName: 'prod',
          associationId: `a-${serviceAccount}`,
          namespace: 'payments',
          serviceAccount,
          roleArn,
        },
      }),
    ),
  ];
}

const policy = (name: string, scope: Json = { type: 'cluster', namespaces: [] }): Json => ({
  policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  accessScope: scope,
});

function source(aws: SmallAccount | null, objects: readonly JsonObject[], issuer: string | null = ISSUER) {
  const cluster = smallCluster(objects, issuer === null ? {} : { issuer });
  return aws === null ? cluster : together(smallAccount(aws), cluster);
}
/** Relations of the rule as short lines. */
function lines(from: ObservationSource, rule: string): string[] {
  return derive(from)
    .relations.filter((one) => one.rule === rule)
    .map((one) =>
      `${one.from} ${one.verdict} ${one.to}`
        .replaceAll(`arn:aws:iam::${ACCOUNT}:`, '')
        .replaceAll('k8s://prod/', ''),
    );
}

describe('IRSA', () => {
  const irsa = (
    trusted: JsonObject,
    objects: readonly JsonObject[],
    more: readonly MemoryCall[] = PROVIDERS,
  ) => lines(source({ roles: { payments: { trust: [trusted] } }, calls: more }, objects), 'k8s-irsa');

  it('holds where the trust admits the token, and pods are given one', () => {
    expect(irsa(trust(), [annotated('api')])).toEqual(['serviceaccount/payments/api allow role/payments']);
    const mounts = pod({
      serviceAccountName: 'api',
      volumes: [
        {
          name: 't',
          projected: { sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com', path: 't' } }] },
        },
      ],
    });
    expect(irsa(trust(), [account('api'), mounts])).toEqual([
      'serviceaccount/payments/api allow role/payments',
    ]);
  });

  it('is reached from a container whose pod mounts the token for it and none of the API server', () => {
    const tokenPod = (audience: string, more: JsonObject = {}) =>
      pod({
        serviceAccountName: 'api',
        containers: [{ name: 'c', image: 'example.com/c', volumeMounts: [{ name: 't', mountPath: '/t' }] }],
        volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { audience, path: 't' } }] } }],
        ...more,
      });
    const apart = (mounting: JsonObject, trusted = trust()) =>
      lines(
        source({ roles: { payments: { trust: [trusted] } }, calls: PROVIDERS }, [annotated('api'), mounting]),
        'k8s-irsa-token',
      );
    const off = { automountServiceAccountToken: false };
    expect(apart(tokenPod('sts.amazonaws.com', off))).toEqual(['container/payments/p/c allow role/payments']);
    // With the token of the API server it acts as its account, and the way leads over that.
    expect(apart(tokenPod('sts.amazonaws.com'))).toEqual([]);
    expect(apart(tokenPod('vault.example.com', off))).toEqual([]);
    expect(apart(tokenPod('sts.amazonaws.com', off), trust('system:serviceaccount:shop:api'))).toEqual([]);
    expect(apart(pod({ serviceAccountName: 'api', ...off }))).toEqual([]);
  });

  it('is reached under a condition from containers of pods that were not seen, which the webhook would give the token', () => {
    const template = (more: JsonObject): JsonObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'payments', name: 'd' },
      spec: {
        template: {
          spec: { serviceAccountName: 'api', containers: [{ name: 'c', image: 'example.com/c' }], ...more },
        },
      },
    });
    const from = (more: JsonObject, seen: boolean, of = annotated('api')) =>
      lines(
        together(
          smallAccount({ roles: { payments: { trust: [trust()] } }, calls: PROVIDERS }),
          smallCluster([of, template(more)], { issuer: ISSUER, denied: seen ? [] : ['list v1/pods'] }),
        ),
        'k8s-irsa-token',
      );
    const off = { automountServiceAccountToken: false };
    expect(from(off, false)).toEqual(['container/payments/d/c conditional role/payments']);
    // All pods were listed, and it has none.
    expect(from(off, true)).toEqual([]);
    expect(from({}, false)).toEqual([]);
    expect(from(off, false, account('api'))).toEqual([]);
    expect(
      from(off, false, account('api', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/x' })),
    ).toEqual([]);
  });

  it('is conditional where no pod that was seen has such a token, though the trust admits it', () => {
    expect(irsa(trust(), [account('api')])).toEqual([
      'serviceaccount/payments/api conditional role/payments',
    ]);
  });

  it('is not proved by the annotation: another subject, another audience, another issuer, a provider that is gone', () => {
    expect(irsa(trust('system:serviceaccount:payments:other'), [annotated('api')])).toEqual([]);
    expect(irsa(trust(undefined, 'example.com'), [annotated('api')])).toEqual([]);
    const other = source(
      { roles: { payments: { trust: [trust()] } }, calls: PROVIDERS },
      [annotated('api')],
      'https://other.example.com',
    );
    expect(lines(other, 'k8s-irsa')).toEqual([]);
    const gone: MemoryCall[] = [
      { operation: 'iam:ListOpenIDConnectProviders', document: { OpenIDConnectProviderList: [] } },
    ];
    const complete: Coverage = {
      source: 'aws:test',
      operation: 'iam:ListOpenIDConnectProviders',
      region: null,
      status: 'complete',
      reason: '',
      items: 0,
      calls: 1,
      kinds: [],
    };
    const removed = source({ roles: { payments: { trust: [trust()] } }, calls: gone, coverage: [complete] }, [
      annotated('api'),
    ]);
    expect(lines(removed, 'k8s-irsa')).toEqual([]);
  });

  it('holds for each service account that a wildcard admits, and for no other', () => {
    const objects = [
      annotated('api'),
      account('batch'),
      { ...account('web'), metadata: { namespace: 'shop', name: 'web' } },
    ];
    expect(irsa(trust('system:serviceaccount:payments:*', undefined, 'StringLike'), objects)).toEqual([
      'serviceaccount/payments/api allow role/payments',
      'serviceaccount/payments/batch conditional role/payments',
    ]);
  });

  it('keeps a Deny and an operator that nobody knows', () => {
    const deny = { ...trust(), Effect: 'Deny' };
    const denied = source({ roles: { payments: { trust: [trust(), deny] } }, calls: PROVIDERS }, [
      annotated('api'),
    ]);
    expect(lines(denied, 'k8s-irsa')).toEqual([]);
    expect(irsa(trust(undefined, undefined, 'StringResembles'), [annotated('api')])).toEqual([
      'serviceaccount/payments/api unknown role/payments',
    ]);
  });

  it('is unknown where the role, the provider or the issuer was not collected', () => {
    expect(irsa(trust(), [annotated('api')], [])).toEqual([
      'serviceaccount/payments/api unknown role/payments',
    ]);
    const noAws = source(null, [annotated('api')]);
    expect(lines(noAws, 'k8s-irsa-unseen')).toEqual(['serviceaccount/payments/api unknown role/payments']);
    const noIssuer = source(
      { roles: { payments: { trust: [trust()] } }, calls: PROVIDERS },
      [annotated('api')],
      null,
    );
    expect(lines(noIssuer, 'k8s-irsa')).toEqual([]);
    expect(lines(noIssuer, 'k8s-irsa-unseen')).toEqual(['serviceaccount/payments/api unknown role/payments']);
  });

  it('says why not, in the words of the trust policy', () => {
    const from = source({ roles: { payments: { trust: [trust()] } }, calls: PROVIDERS }, [
      annotated('api'),
      annotated('web'),
    ]);
    const says = (account: string) =>
      createExplainer(from)
        .explain(account, role('payments'))
        .blockedBy.map((one) => one.says)
        .join();
    expect(says('k8s://prod/serviceaccount/payments/web')).toMatch(
      /asks StringEquals .*payments:api.* annotation .* alone proves nothing/,
    );
    expect(says(API)).toBe('');
  });
});

describe('EKS Pod Identity', () => {
  const roles = (trusted: JsonObject) => ({ roles: { payments: { trust: [trusted] } } });
  const served = trusts(
    { Service: 'pods.eks.amazonaws.com' },
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
  );
  const calls = eks({ podIdentity: [{ serviceAccount: 'api', role: role('payments') }] });

  it('holds by association and trust', () => {
    expect(lines(source({ ...roles(served), calls }, [account('api')]), 'eks-pod-identity')).toEqual([
      'serviceaccount/payments/api allow role/payments',
    ]);
  });

  it('does not where the role does not trust the service to tag sessions, or trusts it for another cluster', () => {
    const noTags = trusts({ Service: 'pods.eks.amazonaws.com' });
    expect(lines(source({ ...roles(noTags), calls }, [account('api')]), 'eks-pod-identity')).toEqual([]);
    const other = { ...served, Condition: { ArnEquals: { 'aws:SourceArn': `${ARN}-other` } } };
    expect(lines(source({ ...roles(other), calls }, [account('api')]), 'eks-pod-identity')).toEqual([]);
  });

  it('is unknown where the role was not collected', () => {
    expect(lines(source({ calls }, [account('api')]), 'eks-pod-identity')).toEqual([
      'serviceaccount/payments/api unknown role/payments',
    ]);
  });
});

describe('the way into a cluster', () => {
  const entered = (options: Eks, objects: readonly JsonObject[] = []) =>
    source({ users: { ana: {} }, calls: eks(options) }, objects);

  it('is an access entry, with its user and its groups', () => {
    const entries = [{ principal: user('ana'), username: 'ana', groups: ['devs'] }];
    expect(lines(entered({ entries }), 'eks-access-entry')).toEqual([
      'user/ana allow group/devs',
      'user/ana allow user/ana',
    ]);
    expect(lines(entered({ entries, mode: 'CONFIG_MAP' }), 'eks-access-entry')).toEqual([]);
  });

  it('with an access policy is what that gives in RBAC, in its scope', () => {
    const secret: JsonObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'payments', name: 's' },
    };
    const other: JsonObject = { ...secret, metadata: { namespace: 'shop', name: 's' } };
    const reach = (...policies: Json[]) => {
      const from = entered({ entries: [{ principal: user('ana'), username: 'ana', policies }] }, [
        ...['payments', 'shop'].map(namespace),
        secret,
        other,
      ]);
      return derive(from)
        .relations.filter((one) => one.from === 'k8s://prod/user/ana')
        .map((one) => `${one.kind} ${one.to}`);
    };
    expect(reach(policy('AmazonEKSClusterAdminPolicy'))).toContain('administers-cluster k8s://prod');
    const edit = reach(policy('AmazonEKSEditPolicy', { type: 'namespace', namespaces: ['pay*'] }));
    expect(edit.some((line) => line.startsWith('can-read k8s://prod/') && line.includes('payments'))).toBe(
      true,
    );
    expect(edit.filter((line) => line.includes('shop'))).toEqual([]);
    expect(reach(policy('AmazonEKSViewPolicy')).filter((line) => line.startsWith('can-read'))).toEqual([]);
  });

  it('is aws-auth only where the cluster reads it, and unknown where nobody said so', () => {
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'kube-system', name: 'aws-auth' },
      data: {
        mapRoles: `- rolearn: ${role('deploy')}\n  username: deployer\n  groups: [devs]\n`,
        mapUsers: `- userarn: ${user('ana')}\n  username: ana\n  groups: ["system:masters"]\n`,
      },
    };
    const roles = { deploy: { path: '/ci/', trust: [] } };
    const from = (mode: string | null) =>
      source({ users: { ana: {} }, roles, calls: mode === null ? [] : eks({ mode }) }, [map]);
    const told = (verdict: string) => [
      `role/ci/deploy ${verdict} group/devs`,
      `role/ci/deploy ${verdict} user/deployer`,
      `user/ana ${verdict} group/system:masters`,
      `user/ana ${verdict} user/ana`,
    ];
    expect(lines(from('CONFIG_MAP'), 'k8s-aws-auth-entry')).toEqual(told('allow'));
    expect(lines(from('API_AND_CONFIG_MAP'), 'k8s-aws-auth-entry')).toEqual(told('allow'));
    expect(lines(from('API'), 'k8s-aws-auth-entry')).toEqual([]);
    expect(lines(from(null), 'k8s-aws-auth-entry')).toEqual(told('unknown'));
  });

  it('can be made by who may make entries and give them the policy of administrators', () => {
    const entry = `${ARN.replace(':cluster/', ':access-entry/')}/*`;
    const can = (...statements: JsonObject[]) =>
      lines(source({ users: { ana: { can: statements } }, calls: eks() }, []), 'eks-grant-access');
    const create = allow('eks:CreateAccessEntry', ARN);
    const associate = allow('eks:AssociateAccessPolicy', entry);
    expect(can(create, associate)).toEqual(['user/ana allow k8s://prod']);
    expect(can(create)).toEqual([]);
    expect(can(associate)).toEqual([]);
    const viewOnly = allow('eks:AssociateAccessPolicy', entry, {
      StringEquals: { 'eks:policyArn': 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy' },
    });
    expect(can(create, viewOnly)).toEqual([]);
  });

  it('by a cluster of the same name but another issuer is another cluster’s', () => {
    const from = source(
      { users: { ana: {} }, calls: eks({ mode: 'CONFIG_MAP', issuer: 'https://other.example.com' }) },
      [],
    );
    expect(lines(from, 'eks-account-controls')).toEqual(['root allow k8s://prod']);
  });
});

describe('the metadata service', () => {
  const instance = (tokens: string, limit: number): MemoryCall => ({
    operation: 'ec2:DescribeInstances',
    region: 'eu-central-1',
    document: {
      Reservations: [
        {
          OwnerId: ACCOUNT,
          Instances: [
            {
              InstanceId: 'i-0123456789abcdef0',
              State: { Name: 'running' },
              IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/node` },
              MetadataOptions: { HttpTokens: tokens, HttpPutResponseHopLimit: limit },
            },
          ],
        },
      ],
    },
  });
  const reach = (calls: readonly MemoryCall[], spec: JsonObject = {}, more: readonly JsonObject[] = []) =>
    lines(
      source(
        { roles: { node: { trust: [trusts({ Service: 'ec2.amazonaws.com' })], profile: 'node' } }, calls },
        [node, pod(spec), ...more],
      ),
      'k8s-metadata-service',
    );
  const line = (verdict: string) => [`container/payments/p/c ${verdict} role/node`];

  it('answers pods by the hop limit of the instance, and those on the host’s network always', () => {
    expect(reach([instance('required', 2)])).toEqual(line('allow'));
    expect(reach([instance('optional', 1)])).toEqual(line('allow'));
    expect(reach([instance('required', 1)])).toEqual([]);
    expect(reach([instance('required', 1)], { hostNetwork: true })).toEqual(line('allow'));
  });

  it('may answer where only the node group is known', () => {
    expect(reach(eks())).toEqual(line('conditional'));
    expect(reach([])).toEqual([]);
  });

  it('is kept from pods by a network policy that lets nothing to it, if policies are enforced', () => {
    const limit = (egress: Json): JsonObject => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace: 'payments', name: 'limit' },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress },
    });
    const but = [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }];
    expect(reach([instance('required', 2)], {}, [limit(but)])).toEqual(line('conditional'));
    expect(reach([instance('required', 2)], {}, [limit([])])).toEqual(line('conditional'));
    expect(reach([instance('required', 2)], {}, [limit([{}])])).toEqual(line('allow'));
    expect(
      reach([instance('required', 2)], {}, [limit([{ to: [{ ipBlock: { cidr: '169.254.0.0/16' } }] }])]),
    ).toEqual(line('allow'));
    expect(reach([instance('required', 2)], { hostNetwork: true }, [limit(but)])).toEqual(line('allow'));
  });
});

describe('findings', () => {
  const found = (trusted: JsonObject, ...objects: JsonObject[]) =>
    foundIn(source({ roles: { payments: { trust: [trusted] } }, calls: PROVIDERS }, objects))
      .filter(({ rule }) => /^k8s-.*(trust|annotation)/.test(rule))
      .map(({ rule, entity, severity }) => `${severity} ${rule} ${entity.replace(/^.*[:/]/, '')}`);

  it('tell of an annotation without trust, and of trust without annotation', () => {
    expect(found(trust(), annotated('api'))).toEqual([]);
    expect(found(trust(), account('api'))).toEqual(['low k8s-trust-without-annotation payments']);
    expect(found(trust(), annotated('api'), annotated('web'))).toEqual([
      'low k8s-annotation-without-trust web',
    ]);
    const wildcard = trust('system:serviceaccount:payments:*', undefined, 'StringLike');
    expect(found(wildcard, annotated('api'), account('a'), account('b'))).toEqual([
      'medium k8s-trust-without-annotation payments',
    ]);
  });
});

describe('an association of Pod Identity', () => {
  const served = trusts(
    { Service: 'pods.eks.amazonaws.com' },
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
  );
  const can = (...statements: JsonObject[]) =>
    lines(
      source(
        { users: { ana: { can: statements } }, roles: { payments: { trust: [served] } }, calls: eks() },
        [],
      ),
      'eks-create-pod-identity-association',
    );

  it('is made by who may pass the role, and gives it only to who has a pod', () => {
    const create = allow('eks:CreatePodIdentityAssociation', ARN);
    expect(can(create, allow('iam:PassRole', role('payments')))).toEqual([
      'user/ana conditional role/payments',
    ]);
    expect(can(create)).toEqual([]);
    expect(can(allow('iam:PassRole', role('payments')))).toEqual([]);
  });
});

it('principals of other clouds are named, and not more', () => {
  const gke = account('gke', { 'iam.gke.io/gcp-service-account': 'app@project.iam.gserviceaccount.com' });
  const aks = account('aks', { 'azure.workload.identity/client-id': '00000000-0000-0000-0000-0000000000AA' });
  const odd = account('odd', { 'iam.gke.io/gcp-service-account': 'not an address' });
  const from = source(null, [gke, aks, odd]);
  expect(lines(from, 'k8s-cloud-annotation').sort()).toEqual([
    'serviceaccount/payments/aks unknown azure://application/00000000-0000-0000-0000-0000000000aa',
    'serviceaccount/payments/gke unknown serviceAccount:app@project.iam.gserviceaccount.com',
  ]);
  expect(derive(from).entities.filter(({ kind }) => kind === 'cloud-identity')).toHaveLength(2);
});
