import { arn, PRODUCTION, REGION } from './company.ts';

/** The Kubernetes cluster of the company, as EKS knows it. */
const eks = (rest: string) => `arn:aws:eks:${REGION}:${PRODUCTION}:${rest}`;
const ID = '1A2B3C4D5E6F708192A3B4C5D6E7F809';

/** Of the cluster's tokens; without the scheme it names the OIDC provider. */
const ISSUER_HOST = `oidc.eks.${REGION}.amazonaws.com/id/${ID}`;

export const CLUSTER = {
  name: 'larkfield-prod',
  arn: eks('cluster/larkfield-prod'),
  version: '1.33',
  created: '2025-03-17T09:00:00Z',
  endpoint: `https://${ID}.gr7.${REGION}.eks.amazonaws.com`,
  issuer: `https://${ISSUER_HOST}`,
  issuerHost: ISSUER_HOST,
  provider: `arn:aws:iam::${PRODUCTION}:oidc-provider/${ISSUER_HOST}`,
} as const;

export const NODE_GROUPS = [
  {
    name: 'general',
    arn: eks('nodegroup/larkfield-prod/general/b2c9d1aa-7c53-4e0c-9f5e-2a1b8c6d7e01'),
    role: arn.role('eks-node'),
    created: '2025-03-17T09:25:00Z',
  },
] as const;

export const POD_IDENTITY = [
  {
    id: 'a-4c9kf2mxq7w1rz8e5',
    arn: eks('podidentityassociation/larkfield-prod/a-4c9kf2mxq7w1rz8e5'),
    namespace: 'reports',
    serviceAccount: 'exporter',
    role: arn.role('reports-exporter'),
    created: '2025-06-02T08:40:00Z',
  },
] as const;

export interface AccessEntry {
  readonly principal: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly type: 'STANDARD' | 'EC2_LINUX';
  readonly created: string;
  readonly policies: readonly { readonly name: string; readonly namespaces: readonly string[] }[];
}

/** Who may enter. The release role's entry was made for the order service's own pipeline. */
export const ACCESS_ENTRIES: readonly AccessEntry[] = [
  {
    principal: arn.role('eks-node'),
    username: 'system:node:{{EC2PrivateDNSName}}',
    groups: ['system:nodes'],
    type: 'EC2_LINUX',
    created: '2025-03-17T09:24:00Z',
    policies: [],
  },
  {
    principal: arn.role('github-release'),
    username: `arn:aws:sts::${PRODUCTION}:assumed-role/github-release/{{SessionName}}`,
    groups: ['larkfield:deployers'],
    type: 'STANDARD',
    created: '2025-09-08T13:10:00Z',
    policies: [],
  },
  {
    principal: arn.role('sso-administrator'),
    username: `arn:aws:sts::${PRODUCTION}:assumed-role/sso-administrator/{{SessionName}}`,
    groups: [],
    type: 'STANDARD',
    created: '2025-03-17T09:05:00Z',
    policies: [{ name: 'AmazonEKSClusterAdminPolicy', namespaces: [] }],
  },
];
