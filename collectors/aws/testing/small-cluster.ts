import type { Json, JsonObject } from '../../../schema/json.ts';
import { type Failure, failure } from './loopback-aws.ts';

const ACCOUNT = '111122223333';
const arn = (rest: string) => `arn:aws:eks:eu-central-1:${ACCOUNT}:${rest}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const ENTRIES = [role('app'), role('admin')];

/** Answers about two Kubernetes clusters: one with access entries in two pages, one that has a config map alone. */
export function smallCluster(operation: string, parameters: JsonObject): Json | Failure | undefined {
  const clusterName = String(parameters.clusterName ?? parameters.name ?? '');
  const shop = clusterName === 'shop';
  switch (operation) {
    case 'eks:ListClusters':
      return { clusters: ['shop', 'old'] };
    case 'eks:DescribeCluster':
      return {
        cluster: {
          name: clusterName,
          arn: arn(`cluster/${clusterName}`),
          version: shop ? '1.33' : '1.24',
          endpoint: `https://${clusterName}.gr7.eu-central-1.eks.amazonaws.com`,
          createdAt: 1735689600,
          identity: {
            oidc: { issuer: `https://oidc.eks.eu-central-1.amazonaws.com/id/${shop ? 'A1' : 'B2'}` },
          },
          accessConfig: { authenticationMode: shop ? 'API_AND_CONFIG_MAP' : 'CONFIG_MAP' },
          resourcesVpcConfig: { endpointPublicAccess: true },
          tags: { team: 'platform' },
        },
      };
    case 'eks:ListNodegroups':
      return { nodegroups: shop ? ['general'] : [] };
    case 'eks:DescribeNodegroup':
      return {
        nodegroup: {
          nodegroupName: parameters.nodegroupName ?? null,
          nodegroupArn: arn('nodegroup/shop/general/0ac1b2c3'),
          clusterName,
          nodeRole: role('node'),
          launchTemplate: { id: 'lt-0123456789abcdef0', version: '3' },
        },
      };
    case 'eks:ListPodIdentityAssociations':
      return {
        associations: shop
          ? [
              {
                clusterName,
                namespace: 'reports',
                serviceAccount: 'exporter',
                associationArn: arn('podidentityassociation/shop/a-0123456789abcdef0'),
                associationId: 'a-0123456789abcdef0',
              },
            ]
          : [],
      };
    case 'eks:DescribePodIdentityAssociation':
      return {
        association: {
          clusterName,
          namespace: 'reports',
          serviceAccount: 'exporter',
          roleArn: role('exporter'),
          associationArn: arn('podidentityassociation/shop/a-0123456789abcdef0'),
          associationId: parameters.associationId ?? null,
        },
      };
    case 'eks:ListAccessEntries':
      if (!shop)
        return failure(400, 'InvalidRequestException', 'The authentication mode must be set to one of [API]');
      return parameters.nextToken === 'second'
        ? { accessEntries: ENTRIES.slice(1) }
        : { accessEntries: ENTRIES.slice(0, 1), nextToken: 'second' };
    case 'eks:DescribeAccessEntry':
      return {
        accessEntry: {
          clusterName,
          principalArn: parameters.principalArn ?? null,
          kubernetesGroups: ['shop:deployers'],
          accessEntryArn: arn(`access-entry/shop/role/${ACCOUNT}/app/0ac1b2c3`),
          username: `${String(parameters.principalArn)}/{{SessionName}}`,
          type: 'STANDARD',
        },
      };
    case 'eks:ListAssociatedAccessPolicies':
      return {
        clusterName,
        principalArn: parameters.principalArn ?? null,
        associatedAccessPolicies:
          parameters.principalArn === ENTRIES[1]
            ? [
                {
                  policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
                  accessScope: { type: 'cluster', namespaces: [] },
                },
              ]
            : [
                {
                  policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
                  accessScope: { type: 'namespace', namespaces: ['shop'] },
                },
              ],
      };
    default:
      return undefined;
  }
}
