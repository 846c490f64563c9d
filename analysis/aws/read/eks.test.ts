import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { type MemoryCall, memorySource } from '../../observations/memory-source.ts';
import { readAwsFacts } from './read-facts.ts';

const ARN = 'arn:aws:eks:eu-central-1:111122223333:cluster/shop';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const call = (operation: string, parameters: JsonObject, document: Json): MemoryCall => ({
  operation: `eks:${operation}`,
  region: 'eu-central-1',
  parameters,
  document,
});
const shop = { clusterName: 'shop' };
const described = (mode: string) =>
  call(
    'DescribeCluster',
    { name: 'shop' },
    {
      cluster: {
        name: 'shop',
        arn: ARN,
        version: '1.33',
        endpoint: 'https://shop.example.com',
        identity: { oidc: { issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/A1' } },
        accessConfig: { authenticationMode: mode },
        resourcesVpcConfig: { endpointPublicAccess: false },
        tags: { team: 'platform' },
      },
    },
  );
const entry = (name: string) =>
  call(
    'DescribeAccessEntry',
    { ...shop, principalArn: role(name) },
    {
      accessEntry: {
        clusterName: 'shop',
        principalArn: role(name),
        kubernetesGroups: ['deployers'],
        username: role(name),
        type: 'STANDARD',
      },
    },
  );
const clusterOf = (...calls: readonly MemoryCall[]) => readAwsFacts(memorySource(calls)).eksClusters[0];

describe('a cluster of EKS', () => {
  it('is read with its issuer, its nodes, pod identity and who may enter, whatever came first', () => {
    const calls = [
      described('API'),
      call('ListNodegroups', shop, { nodegroups: ['general'] }),
      call(
        'DescribeNodegroup',
        { ...shop, nodegroupName: 'general' },
        {
          nodegroup: {
            clusterName: 'shop',
            nodegroupName: 'general',
            nodegroupArn: 'arn:aws:eks:eu-central-1:111122223333:nodegroup/shop/general/1',
            nodeRole: role('node'),
            launchTemplate: { id: 'lt-1', version: '3' },
          },
        },
      ),
      call('ListPodIdentityAssociations', shop, {
        associations: [{ clusterName: 'shop', associationId: 'a-1' }],
      }),
      call(
        'DescribePodIdentityAssociation',
        { ...shop, associationId: 'a-1' },
        {
          association: {
            clusterName: 'shop',
            associationId: 'a-1',
            associationArn: 'arn:aws:eks:eu-central-1:111122223333:podidentityassociation/shop/a-1',
            namespace: 'reports',
            serviceAccount: 'exporter',
            roleArn: role('exporter'),
          },
        },
      ),
      call('ListAccessEntries', shop, { accessEntries: [role('ci')], nextToken: 'more' }),
      call('ListAccessEntries', shop, { accessEntries: [role('ops')] }),
      entry('ci'),
      entry('ops'),
      call(
        'ListAssociatedAccessPolicies',
        { ...shop, principalArn: role('ops') },
        {
          clusterName: 'shop',
          principalArn: role('ops'),
          associatedAccessPolicies: [
            {
              policyArn: 'arn:aws:eks::aws:cluster-access-policy/A',
              accessScope: { type: 'cluster', namespaces: [] },
            },
            {
              policyArn: 'arn:aws:eks::aws:cluster-access-policy/B',
              accessScope: { type: 'namespace', namespaces: ['dev-*'] },
            },
          ],
        },
      ),
    ];
    for (const order of [calls, [...calls.slice(7), ...calls.slice(0, 7)]]) {
      const found = clusterOf(...order);
      expect(found).toMatchObject({
        arn: ARN,
        name: 'shop',
        account: '111122223333',
        region: 'eu-central-1',
        version: '1.33',
        issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/A1',
        endpointPublic: false,
        authenticationMode: 'API',
        complete: { nodeGroups: true, podIdentity: true, accessEntries: true },
        nodeGroups: [
          { name: 'general', nodeRole: role('node'), launchTemplate: { id: 'lt-1', version: '3' } },
        ],
        podIdentity: [
          {
            namespace: 'reports',
            serviceAccount: 'exporter',
            roleArn: role('exporter'),
            sessionPolicy: false,
          },
        ],
        accessEntries: [
          { principalArn: role('ci'), groups: ['deployers'], policies: [], policiesKnown: false },
          {
            principalArn: role('ops'),
            policiesKnown: true,
            policies: [{ scope: 'cluster' }, { scope: ['dev-*'] }],
          },
        ],
      });
    }
  });

  it('does not claim to know a list that was refused, cut off, or named what was not described', () => {
    expect(clusterOf(described('API'))?.complete).toEqual({
      nodeGroups: false,
      podIdentity: false,
      accessEntries: false,
    });
    const cut = call('ListAccessEntries', shop, { accessEntries: [role('ci')], nextToken: 'more' });
    expect(clusterOf(described('API'), cut, entry('ci'))?.complete.accessEntries).toBe(false);
    const listed = call('ListAccessEntries', shop, { accessEntries: [role('ci'), role('ops')] });
    expect(clusterOf(described('API'), listed, entry('ci'))?.complete.accessEntries).toBe(false);
    expect(clusterOf(described('API'), listed, entry('ci'), entry('ops'))?.complete.accessEntries).toBe(true);
  });

  it('that takes principals from its config map alone has no entries that count', () => {
    expect(clusterOf(described('CONFIG_MAP'))).toMatchObject({
      authenticationMode: 'CONFIG_MAP',
      accessEntries: [],
      complete: { accessEntries: true, nodeGroups: false },
    });
  });
});
