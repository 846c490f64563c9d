/** What can be imported, declared once: the command line's commands and the window's list are made from it. */
export interface ImportKindDeclaration {
  /** As the window lists it. */
  readonly title: string;
  /** Which files, by who wrote them and how. */
  readonly files: string;
  readonly description: string;
  /** Endings of files that a picker offers first; others can be picked too. */
  readonly extensions: readonly string[];
  /** What has to be said besides the files: the name of the cluster they describe. */
  readonly cluster: 'needed' | 'optional' | 'none';
  /** Whether files may leave open which repository they are about. */
  readonly repository?: 'optional';
}

/** Files of other programs. What they say of relations are claims: nothing here proves them. */
export const CLAIM_IMPORTS = {
  opengraph: {
    title: 'OpenGraph file',
    files: 'JSON in BloodHound’s OpenGraph form, of any program',
    description:
      'Entities and relations of another program’s graph, each marked as that program’s claim; what is the same as something collected joins it.',
    extensions: ['json'],
    cluster: 'none',
  },
  bloodhound: {
    title: 'BloodHound graph',
    files: 'JSON answers of BloodHound’s API under /api/v2/graphs, such as a search for paths',
    description: 'Paths that BloodHound found in a directory or a cloud, as its claims.',
    extensions: ['json'],
    cluster: 'none',
  },
  kubehound: {
    title: 'KubeHound',
    files: 'KubeHound’s graph in GraphSON, or its dump: a folder or .tar.gz of lists of objects',
    description:
      'Attacks that KubeHound found in a cluster, as its claims; of a dump, the objects themselves, from which relations are derived here.',
    extensions: ['json', 'jsonl', 'gz'],
    cluster: 'needed',
  },
  icekube: {
    title: 'IceKube',
    files: 'IceKube’s graph as Neo4j exports it in JSON, or the folder that its download writes',
    description:
      'Attack paths that IceKube found in a cluster, as its claims; of a download, the objects themselves, from which relations are derived here.',
    extensions: ['json', 'jsonl', 'gz'],
    cluster: 'needed',
  },
  'rbac-police': {
    title: 'rbac-police',
    files: 'what rbac-police collect or rbac-police eval writes',
    description:
      'Of a collection, roles and who has them, from which relations are derived here; of an evaluation, its verdicts as claims.',
    extensions: ['json', 'gz'],
    cluster: 'needed',
  },
  secrets: {
    title: 'Findings of a secret scanner',
    files: 'reports of gitleaks (JSON) and trufflehog (JSON lines), and secrets in SARIF logs',
    description:
      'Where credentials were found, by which rule, and whose they are as far as that can be told; the credentials themselves are never kept.',
    extensions: ['json', 'jsonl', 'sarif', 'gz'],
    cluster: 'none',
    repository: 'optional',
  },
} as const satisfies Record<string, ImportKindDeclaration>;

export type ClaimImport = keyof typeof CLAIM_IMPORTS;
export const CLAIM_IMPORT_NAMES = Object.keys(CLAIM_IMPORTS) as [ClaimImport, ...ClaimImport[]];

/** Everything that can be imported, with the channel that takes it, in the order in which it is offered. */
export const IMPORT_KINDS: readonly (ImportKindDeclaration & {
  readonly kind: string;
  readonly channel:
    | 'import.aws'
    | 'import.kubernetes'
    | 'import.github'
    | 'import.cloudtrail'
    | 'import.kubernetes-audit'
    | 'import.claims';
})[] = [
  {
    kind: 'aws',
    channel: 'import.aws',
    title: 'AWS files',
    files: 'JSON output of the AWS command line: authorization details, or folders of answers',
    description: 'Identities, policies and resources of accounts.',
    extensions: ['json', 'csv', 'gz'],
    cluster: 'none',
  },
  {
    kind: 'kubernetes',
    channel: 'import.kubernetes',
    title: 'Kubernetes manifests',
    files: 'YAML or JSON manifests, kubectl lists, rendered charts',
    description: 'Workloads, service accounts and permissions of a cluster.',
    extensions: ['yaml', 'yml', 'json', 'gz'],
    cluster: 'needed',
  },
  {
    kind: 'github',
    channel: 'import.github',
    title: 'GitHub files',
    files: 'Checkouts, zip archives, saved API answers, GitHound’s graph of an organization',
    description: 'Repositories, workflows and settings of an organization.',
    extensions: ['json', 'zip'],
    cluster: 'none',
  },
  {
    kind: 'cloudtrail',
    channel: 'import.cloudtrail',
    title: 'CloudTrail logs',
    files: 'CloudTrail log files, saved LookupEvents answers, Athena CSV',
    description: 'What was done, by whom: hops that somebody took are marked as observed.',
    extensions: ['json', 'gz', 'csv'],
    cluster: 'none',
  },
  {
    kind: 'kubernetes-audit',
    channel: 'import.kubernetes-audit',
    title: 'Kubernetes audit logs',
    files: 'audit logs of an API server (audit.k8s.io/v1), also as CloudWatch Logs exports them for EKS',
    description: 'What was done in a cluster, by whom: hops that somebody took are marked as observed.',
    extensions: ['log', 'json', 'jsonl', 'gz'],
    cluster: 'needed',
  },
  ...CLAIM_IMPORT_NAMES.map((kind) => ({
    kind,
    channel: 'import.claims' as const,
    ...(CLAIM_IMPORTS[kind] as ImportKindDeclaration),
  })),
];
