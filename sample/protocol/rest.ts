import type { IncomingMessage } from 'node:http';
import type { Parameters } from './call.ts';

/** Operations that are paths answered with JSON, by the service that the request is signed for. */
const ROUTES: readonly (readonly [operation: string, method: string, path: string])[] = [
  ['batch:DescribeJobDefinitions', 'POST', '/v1/describejobdefinitions'],
  ['batch:DescribeComputeEnvironments', 'POST', '/v1/describecomputeenvironments'],
  ['batch:DescribeJobQueues', 'POST', '/v1/describejobqueues'],
  ['lambda:ListFunctions', 'GET', '/2015-03-31/functions'],
  ['lambda:GetFunction', 'GET', '/2015-03-31/functions/{FunctionName}'],
  ['lambda:GetPolicy', 'GET', '/2015-03-31/functions/{FunctionName}/policy'],
  ['eks:ListClusters', 'GET', '/clusters'],
  ['eks:DescribeCluster', 'GET', '/clusters/{name}'],
  ['eks:ListNodegroups', 'GET', '/clusters/{clusterName}/node-groups'],
  ['eks:DescribeNodegroup', 'GET', '/clusters/{clusterName}/node-groups/{nodegroupName}'],
  ['eks:ListPodIdentityAssociations', 'GET', '/clusters/{clusterName}/pod-identity-associations'],
  [
    'eks:DescribePodIdentityAssociation',
    'GET',
    '/clusters/{clusterName}/pod-identity-associations/{associationId}',
  ],
  ['eks:ListAccessEntries', 'GET', '/clusters/{clusterName}/access-entries'],
  ['eks:DescribeAccessEntry', 'GET', '/clusters/{clusterName}/access-entries/{principalArn}'],
  [
    'eks:ListAssociatedAccessPolicies',
    'GET',
    '/clusters/{clusterName}/access-entries/{principalArn}/access-policies',
  ],
];

const COMPILED = ROUTES.map(([operation, method, path]) => ({
  operation,
  method,
  service: operation.slice(0, operation.indexOf(':')),
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`),
}));

/** What a request to a path asks; null where it is none of these services. */
export function readRest(
  request: IncomingMessage,
  body: string,
): { readonly operation: string; readonly parameters: Parameters } | null {
  // The name of the service stands in the scope of the signature (Signature Version 4).
  const signed = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  for (const { operation, method, service, pattern } of COMPILED) {
    if (service !== signed || method !== request.method) continue;
    const found = pattern.exec(url.pathname);
    if (!found) continue;
    const parts = Object.entries(found.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)]);
    return {
      operation,
      parameters: {
        ...Object.fromEntries(url.searchParams),
        ...sent(body),
        ...Object.fromEntries(parts),
      },
    };
  }
  return null;
}

function sent(body: string): Parameters {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Parameters) : {};
  } catch {
    return {};
  }
}
