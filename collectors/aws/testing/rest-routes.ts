import type { IncomingMessage } from 'node:http';
import type { Json } from '../../../schema/json.ts';

/** Operations that are paths, by the service that the request is signed for, which is the operation's unless given. */
const ROUTES: readonly (readonly [route: string, operation: string, signedFor?: string])[] = [
  ['GET /v20180820/configuration/publicAccessBlock', 's3control:GetPublicAccessBlock', 's3'],
  ['POST /v1/describejobdefinitions', 'batch:DescribeJobDefinitions'],
  ['POST /v1/describecomputeenvironments', 'batch:DescribeComputeEnvironments'],
  ['POST /v1/describejobqueues', 'batch:DescribeJobQueues'],
  ['GET /clusters', 'eks:ListClusters'],
  ['GET /clusters/{name}', 'eks:DescribeCluster'],
  ['GET /clusters/{clusterName}/node-groups', 'eks:ListNodegroups'],
  ['GET /clusters/{clusterName}/node-groups/{nodegroupName}', 'eks:DescribeNodegroup'],
  ['GET /clusters/{clusterName}/pod-identity-associations', 'eks:ListPodIdentityAssociations'],
  [
    'GET /clusters/{clusterName}/pod-identity-associations/{associationId}',
    'eks:DescribePodIdentityAssociation',
  ],
  ['GET /clusters/{clusterName}/access-entries', 'eks:ListAccessEntries'],
  ['GET /clusters/{clusterName}/access-entries/{principalArn}', 'eks:DescribeAccessEntry'],
  [
    'GET /clusters/{clusterName}/access-entries/{principalArn}/access-policies',
    'eks:ListAssociatedAccessPolicies',
  ],
];

interface RestRequest {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, Json>>;
}

/** What a request to a path asks; null where no route is its own. */
export function readRest(message: IncomingMessage, url: URL, body: string): RestRequest | null {
  const service = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(message.headers.authorization ?? '')?.[1];
  for (const [route, operation, signedFor] of ROUTES) {
    if ((signedFor ?? operation.slice(0, operation.indexOf(':'))) !== service) continue;
    const pattern = route.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const found = new RegExp(`^${pattern}/?$`).exec(`${message.method} ${url.pathname}`);
    if (!found) continue;
    const parts = Object.entries(found.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)]);
    const sent = body === '' ? {} : (JSON.parse(body) as Record<string, Json>);
    return {
      operation,
      parameters: { ...Object.fromEntries(url.searchParams), ...sent, ...Object.fromEntries(parts) },
    };
  }
  return null;
}
