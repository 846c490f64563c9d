import {
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import { isJsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import {
  type Earlier,
  keptNames,
  list,
  members,
  type Operation,
  type Question,
  service,
  textOf,
} from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

/** What hangs on who the cluster takes an AWS principal for. */
const CLUSTER_KINDS: readonly RelationKind[] = ['administers-cluster', 'has-permissions', 'authenticates-as'];
/** Roles that pods act as are known by the cluster's issuer or by an association. */
const POD_KINDS: readonly RelationKind[] = ['can-assume', 'runs-as'];

const next = (token: string | null) => (token === null ? {} : { nextToken: token });

function eachCluster(earlier: Earlier): readonly Question[] {
  return keptNames(earlier, 'eks:ListClusters').map((clusterName) => ({ parameters: { clusterName } }));
}

/** Clusters but those that are known to take principals from their `aws-auth` config map alone, and refuse the question. */
function eachWithEntries(earlier: Earlier): readonly Question[] {
  const without = new Set(
    earlier('eks:DescribeCluster').flatMap(({ parameters, kept }) =>
      kept === 'CONFIG_MAP' ? [parameters.name] : [],
    ),
  );
  return eachCluster(earlier).filter(({ parameters }) => !without.has(parameters.clusterName));
}

/** A question for each thing that a listing gave for a cluster. */
function eachListed(earlier: Earlier, listing: string, member: string): readonly Question[] {
  return earlier(listing).flatMap(({ parameters, kept }) =>
    list(kept).flatMap((name) =>
      typeof name === 'string'
        ? [{ parameters: { clusterName: parameters.clusterName ?? null, [member]: name } }]
        : [],
    ),
  );
}

const operations: readonly Operation<EKSClient>[] = [
  {
    operation: 'eks:ListClusters',
    permission: 'eks:ListClusters',
    hides: [...WORKLOAD_KINDS, 'can-assume', ...CLUSTER_KINDS],
    send: (client, _question, token, options) => client.send(new ListClustersCommand(next(token)), options),
    next: (page) => page.nextToken,
    items: (page) => list(page.clusters).length,
    keep: (page) => list(page.clusters),
  },
  {
    operation: 'eks:DescribeCluster',
    permission: 'eks:DescribeCluster',
    hides: [...POD_KINDS, ...CLUSTER_KINDS],
    after: ['eks:ListClusters'],
    each: (earlier) => keptNames(earlier, 'eks:ListClusters').map((name) => ({ parameters: { name } })),
    send: (client, question, _token, options) =>
      client.send(new DescribeClusterCommand({ name: textOf(question, 'name') }), options),
    items: () => 1,
    keep: ({ cluster }) => {
      const access = isJsonObject(cluster) ? cluster.accessConfig : null;
      return isJsonObject(access) ? (access.authenticationMode ?? null) : null;
    },
  },
  {
    operation: 'eks:ListNodegroups',
    permission: 'eks:ListNodegroups',
    hides: WORKLOAD_KINDS,
    after: ['eks:ListClusters'],
    each: eachCluster,
    send: (client, question, token, options) =>
      client.send(
        new ListNodegroupsCommand({ clusterName: textOf(question, 'clusterName'), ...next(token) }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.nodegroups).length,
    keep: (page) => list(page.nodegroups),
  },
  {
    operation: 'eks:DescribeNodegroup',
    permission: 'eks:DescribeNodegroup',
    hides: WORKLOAD_KINDS,
    after: ['eks:ListNodegroups'],
    each: (earlier) => eachListed(earlier, 'eks:ListNodegroups', 'nodegroupName'),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeNodegroupCommand({
          clusterName: textOf(question, 'clusterName'),
          nodegroupName: textOf(question, 'nodegroupName'),
        }),
        options,
      ),
    items: () => 1,
  },
  {
    // The listing leaves out the role; the description has it.
    operation: 'eks:ListPodIdentityAssociations',
    permission: 'eks:ListPodIdentityAssociations',
    hides: POD_KINDS,
    after: ['eks:ListClusters'],
    each: eachCluster,
    send: (client, question, token, options) =>
      client.send(
        new ListPodIdentityAssociationsCommand({
          clusterName: textOf(question, 'clusterName'),
          ...next(token),
        }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.associations).length,
    keep: (page) => members(page.associations, 'associationId'),
  },
  {
    operation: 'eks:DescribePodIdentityAssociation',
    permission: 'eks:DescribePodIdentityAssociation',
    hides: POD_KINDS,
    after: ['eks:ListPodIdentityAssociations'],
    each: (earlier) => eachListed(earlier, 'eks:ListPodIdentityAssociations', 'associationId'),
    send: (client, question, _token, options) =>
      client.send(
        new DescribePodIdentityAssociationCommand({
          clusterName: textOf(question, 'clusterName'),
          associationId: textOf(question, 'associationId'),
        }),
        options,
      ),
    items: () => 1,
  },
  {
    operation: 'eks:ListAccessEntries',
    permission: 'eks:ListAccessEntries',
    hides: CLUSTER_KINDS,
    after: ['eks:ListClusters'],
    each: eachWithEntries,
    send: (client, question, token, options) =>
      client.send(
        new ListAccessEntriesCommand({ clusterName: textOf(question, 'clusterName'), ...next(token) }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.accessEntries).length,
    keep: (page) => list(page.accessEntries),
  },
  {
    operation: 'eks:DescribeAccessEntry',
    permission: 'eks:DescribeAccessEntry',
    hides: CLUSTER_KINDS,
    after: ['eks:ListAccessEntries'],
    each: (earlier) => eachListed(earlier, 'eks:ListAccessEntries', 'principalArn'),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeAccessEntryCommand({
          clusterName: textOf(question, 'clusterName'),
          principalArn: textOf(question, 'principalArn'),
        }),
        options,
      ),
    items: () => 1,
  },
  {
    operation: 'eks:ListAssociatedAccessPolicies',
    permission: 'eks:ListAssociatedAccessPolicies',
    hides: CLUSTER_KINDS,
    after: ['eks:ListAccessEntries'],
    each: (earlier) => eachListed(earlier, 'eks:ListAccessEntries', 'principalArn'),
    send: (client, question, token, options) =>
      client.send(
        new ListAssociatedAccessPoliciesCommand({
          clusterName: textOf(question, 'clusterName'),
          principalArn: textOf(question, 'principalArn'),
          ...next(token),
        }),
        options,
      ),
    next: (page) => page.nextToken,
    items: (page) => list(page.associatedAccessPolicies).length,
  },
];

export const eks = service<EKSClient>({
  name: 'eks',
  title: 'Kubernetes clusters (EKS)',
  scope: 'region',
  client: (config) => new EKSClient(config),
  operations,
});
