const WRITE = ['create', 'update', 'patch'] as const;

/** Why a request to an API server of Kubernetes asks for a look: verbs and resources, by reason. */
const BY_REASON: Readonly<
  Record<string, readonly (readonly [verbs: readonly string[], resources: readonly string[]])[]>
> = {
  'reads secrets': [[['get', 'list', 'watch'], ['secrets']]],
  'makes a credential': [
    [['create'], ['serviceaccounts/token', 'certificatesigningrequests.certificates.k8s.io']],
    [['update', 'patch'], ['certificatesigningrequests.certificates.k8s.io/approval']],
  ],
  'acts as somebody else': [[['impersonate'], ['users', 'serviceaccounts']]],
  'runs commands elsewhere': [
    // Over WebSocket a shell is asked for with GET.
    [
      ['create', 'get'],
      ['pods/exec', 'pods/attach', 'nodes/proxy'],
    ],
    [WRITE, ['pods/ephemeralcontainers']],
  ],
  'starts something of its own': [
    [['create'], ['pods', 'replicationcontrollers']],
    [
      WRITE,
      [
        'deployments.apps',
        'daemonsets.apps',
        'statefulsets.apps',
        'replicasets.apps',
        'jobs.batch',
        'cronjobs.batch',
      ],
    ],
  ],
  'changes what an identity may do': [
    [
      [...WRITE, 'bind', 'escalate'],
      ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map(
        (each) => `${each}.rbac.authorization.k8s.io`,
      ),
    ],
  ],
  'changes what is let in': [
    [
      [...WRITE, 'delete'],
      [
        'mutatingwebhookconfigurations',
        'validatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      ].map((each) => `${each}.admissionregistration.k8s.io`),
    ],
  ],
};

/** Why the request is sensitive, by `VERB RESOURCE` as audit logs are reduced to it. */
export const SENSITIVE_REQUESTS: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_REASON).flatMap(([reason, rows]) =>
    rows.flatMap(([verbs, resources]) =>
      verbs.flatMap((verb) => resources.map((resource) => [`${verb} ${resource}`, reason] as const)),
    ),
  ),
);
