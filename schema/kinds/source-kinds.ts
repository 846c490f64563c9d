/** What can be collected or imported, declared once. `provider` says whose terms the observations are in. */
export const SOURCE_KINDS = {
  aws: { label: 'AWS account', provider: 'aws' },
  'aws-files': { label: 'AWS files', provider: 'aws' },
  'cloudtrail-files': { label: 'CloudTrail files', provider: 'aws' },
  kubernetes: { label: 'Kubernetes cluster', provider: 'kubernetes' },
  'kubernetes-files': { label: 'Kubernetes manifests', provider: 'kubernetes' },
  'kubernetes-audit-files': { label: 'Kubernetes audit logs', provider: 'kubernetes' },
  github: { label: 'GitHub organization', provider: 'github' },
  'github-files': { label: 'GitHub files', provider: 'github' },
  'graph-files': { label: 'graph of another program', provider: 'claims' },
  'secret-findings': { label: 'findings of a secret scanner', provider: 'claims' },
} as const satisfies Record<string, { label: string; provider: 'aws' | 'kubernetes' | 'github' | 'claims' }>;

export type SourceKind = keyof typeof SOURCE_KINDS;
export type ProviderName = (typeof SOURCE_KINDS)[SourceKind]['provider'];
export const SOURCE_KIND_NAMES = Object.keys(SOURCE_KINDS) as SourceKind[];
