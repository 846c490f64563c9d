import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { type FileHint, type FileShape, firstOf, has, named, textOf } from './file-shape.ts';

/** Answers of EKS. What is about one cluster repeats its name, but for listings of bare names. */

const CLUSTER_NAME = /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/;
const lacksCluster = { lacking: 'the cluster it is about' };

function clusterNamed({ name }: FileHint): string | null {
  return name !== null && CLUSTER_NAME.test(name) ? name : null;
}

function isEks(arn: string | null): boolean {
  return /^arn:[^:]*:eks:/.test(arn ?? '');
}

/** What tells one description from the others of its cluster. */
function ofCluster(document: JsonObject, member: string, name: string): JsonObject | null {
  const clusterName = textOf(document[member], 'clusterName');
  const value = textOf(document[member], name);
  return clusterName === null || value === null ? null : { clusterName, [name]: value };
}

export const EKS_FILES: readonly FileShape[] = [
  {
    operation: 'eks:ListClusters',
    matches: ({ clusters }) => Array.isArray(clusters) && clusters.every((name) => typeof name === 'string'),
  },
  {
    operation: 'eks:DescribeCluster',
    matches: (document) => isEks(textOf(document.cluster, 'arn')),
    parameters: (document) => named('name', textOf(document.cluster, 'name')),
    lacking: 'the name of the cluster',
  },
  {
    operation: 'eks:ListNodegroups',
    matches: has('nodegroups'),
    parameters: (_document, hint) => named('clusterName', clusterNamed(hint)),
    ...lacksCluster,
  },
  {
    operation: 'eks:DescribeNodegroup',
    matches: (document) => isEks(textOf(document.nodegroup, 'nodegroupArn')),
    parameters: (document) => ofCluster(document, 'nodegroup', 'nodegroupName'),
    ...lacksCluster,
  },
  {
    operation: 'eks:ListPodIdentityAssociations',
    matches: ({ associations }) =>
      Array.isArray(associations) &&
      associations.every((item) => isJsonObject(item) && isEks(textOf(item, 'associationArn'))),
    parameters: (document, hint) =>
      named('clusterName', textOf(firstOf(document, 'associations'), 'clusterName') ?? clusterNamed(hint)),
    ...lacksCluster,
  },
  {
    operation: 'eks:DescribePodIdentityAssociation',
    matches: (document) => isEks(textOf(document.association, 'associationArn')),
    parameters: (document) => ofCluster(document, 'association', 'associationId'),
    ...lacksCluster,
  },
  {
    operation: 'eks:ListAccessEntries',
    matches: has('accessEntries'),
    parameters: (_document, hint) => named('clusterName', clusterNamed(hint)),
    ...lacksCluster,
  },
  {
    operation: 'eks:DescribeAccessEntry',
    matches: (document) => isEks(textOf(document.accessEntry, 'accessEntryArn')),
    parameters: (document) => ofCluster(document, 'accessEntry', 'principalArn'),
    ...lacksCluster,
  },
  {
    operation: 'eks:ListAssociatedAccessPolicies',
    matches: has('associatedAccessPolicies'),
    parameters: (document) => {
      const [clusterName, principalArn] = [textOf(document, 'clusterName'), textOf(document, 'principalArn')];
      return clusterName === null || principalArn === null ? null : { clusterName, principalArn };
    },
    ...lacksCluster,
  },
];
