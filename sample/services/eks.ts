import { ACCESS_ENTRIES, type AccessEntry, CLUSTER, NODE_GROUPS, POD_IDENTITY } from '../estate/cluster.ts';
import { PRODUCTION, REGION } from '../estate/company.ts';
import { uuid } from '../estate/ids.ts';
import {
  type AnswerObject,
  AwsError,
  type Handler,
  type Parameters,
  textParameter,
} from '../protocol/call.ts';

/** An unknown cluster is an error, as with EKS. */
function onlyHere(parameters: Parameters, member = 'clusterName'): void {
  if (textParameter(parameters, member) !== CLUSTER.name) throw missing('cluster', parameters, member);
}

function missing(what: string, parameters: Parameters, member: string): AwsError {
  const name = textParameter(parameters, member);
  return new AwsError('ResourceNotFoundException', 404, `No ${what} found for name: ${name}.`);
}

/** What was asked about of a list, by one of its members. */
function found<T>(list: readonly T[], key: keyof T, what: string, parameters: Parameters, member: string): T {
  onlyHere(parameters);
  const one = list.find((each) => each[key] === parameters[member]);
  if (one === undefined) throw missing(what, parameters, member);
  return one;
}

const entryOf = (parameters: Parameters): AccessEntry =>
  found(ACCESS_ENTRIES, 'principal', 'access entry', parameters, 'principalArn');

const association = (one: (typeof POD_IDENTITY)[number]): AnswerObject => ({
  clusterName: CLUSTER.name,
  namespace: one.namespace,
  serviceAccount: one.serviceAccount,
  associationArn: one.arn,
  associationId: one.id,
});

export const eks: Readonly<Record<string, Handler>> = {
  'eks:ListClusters': () => ({ clusters: [CLUSTER.name], nextToken: null }),
  'eks:DescribeCluster': ({ parameters }) => {
    onlyHere(parameters, 'name');
    return {
      cluster: {
        name: CLUSTER.name,
        arn: CLUSTER.arn,
        createdAt: new Date(CLUSTER.created),
        version: CLUSTER.version,
        platformVersion: 'eks.9',
        endpoint: CLUSTER.endpoint,
        roleArn: `arn:aws:iam::${PRODUCTION}:role/eks-cluster`,
        status: 'ACTIVE',
        identity: { oidc: { issuer: CLUSTER.issuer } },
        accessConfig: { authenticationMode: 'API' },
        resourcesVpcConfig: {
          subnetIds: ['subnet-0c1d2e3f4a5b6c7d8', 'subnet-0d8c7b6a5f4e3d2c1'],
          endpointPublicAccess: true,
          endpointPrivateAccess: true,
          publicAccessCidrs: ['0.0.0.0/0'],
        },
        logging: { clusterLogging: [{ types: ['api', 'audit', 'authenticator'], enabled: true }] },
        tags: { team: 'platform' },
      },
    };
  },
  'eks:ListNodegroups': ({ parameters }) => {
    onlyHere(parameters);
    return { nodegroups: NODE_GROUPS.map((one) => one.name), nextToken: null };
  },
  'eks:DescribeNodegroup': ({ parameters }) => {
    const one = found(NODE_GROUPS, 'name', 'node group', parameters, 'nodegroupName');
    return {
      nodegroup: {
        nodegroupName: one.name,
        nodegroupArn: one.arn,
        clusterName: CLUSTER.name,
        version: CLUSTER.version,
        createdAt: new Date(one.created),
        status: 'ACTIVE',
        capacityType: 'ON_DEMAND',
        scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 3 },
        instanceTypes: ['m7g.large'],
        amiType: 'AL2023_ARM_64_STANDARD',
        nodeRole: one.role,
        tags: { team: 'platform' },
      },
    };
  },
  'eks:ListPodIdentityAssociations': ({ parameters }) => {
    onlyHere(parameters);
    return { associations: POD_IDENTITY.map(association), nextToken: null };
  },
  'eks:DescribePodIdentityAssociation': ({ parameters }) => {
    const one = found(POD_IDENTITY, 'id', 'association', parameters, 'associationId');
    return {
      association: {
        ...association(one),
        roleArn: one.role,
        createdAt: new Date(one.created),
        modifiedAt: new Date(one.created),
        disableSessionTags: false,
        tags: {},
      },
    };
  },
  'eks:ListAccessEntries': ({ parameters }) => {
    onlyHere(parameters);
    return { accessEntries: ACCESS_ENTRIES.map((one) => one.principal), nextToken: null };
  },
  'eks:DescribeAccessEntry': ({ parameters }) => {
    const one = entryOf(parameters);
    const name = one.principal.slice(one.principal.lastIndexOf('/') + 1);
    return {
      accessEntry: {
        clusterName: CLUSTER.name,
        principalArn: one.principal,
        kubernetesGroups: one.groups,
        accessEntryArn: `arn:aws:eks:${REGION}:${PRODUCTION}:access-entry/${CLUSTER.name}/role/${PRODUCTION}/${name}/${uuid(`access-entry/${name}`)}`,
        createdAt: new Date(one.created),
        modifiedAt: new Date(one.created),
        username: one.username,
        type: one.type,
        tags: {},
      },
    };
  },
  'eks:ListAssociatedAccessPolicies': ({ parameters }) => {
    const one = entryOf(parameters);
    return {
      clusterName: CLUSTER.name,
      principalArn: one.principal,
      associatedAccessPolicies: one.policies.map(({ name, namespaces }) => ({
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
        accessScope: { type: namespaces.length === 0 ? 'cluster' : 'namespace', namespaces },
        associatedAt: new Date(one.created),
        modifiedAt: new Date(one.created),
      })),
      nextToken: null,
    };
  },
};
