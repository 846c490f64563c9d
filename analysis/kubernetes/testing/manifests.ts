import type { Json, JsonObject } from '../../../schema/json.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** One rule about resources: lists are separated by spaces, `core` is the core group. */
export function rule(verbs: string, groups: string, resources: string, names = ''): JsonObject {
  const words = (text: string) => (text === '' ? [] : text.split(' '));
  return {
    verbs: words(verbs),
    apiGroups: words(groups).map((each) => (each === 'core' ? '' : each)),
    resources: words(resources),
    ...(names === '' ? {} : { resourceNames: words(names) }),
  };
}

export function urlRule(verbs: string, urls: string): JsonObject {
  return { verbs: verbs.split(' '), nonResourceURLs: urls.split(' ') };
}

export function role(namespace: string, name: string, ...rules: JsonObject[]): JsonObject {
  return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { namespace, name }, rules };
}

export function clusterRole(name: string, ...rules: JsonObject[]): JsonObject {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules };
}

/** A cluster role that takes over the rules of those with the label `aggregate-to-NAME`. */
export function aggregatedRole(name: string, feeds: string | null = null): JsonObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name, ...(feeds === null ? {} : { labels: { [`aggregate-to-${feeds}`]: 'true' } }) },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [`aggregate-to-${name}`]: 'true' } }] },
    rules: [],
  };
}

export function feeding(feeds: string, role: JsonObject): JsonObject {
  return {
    ...role,
    metadata: { ...(role.metadata as JsonObject), labels: { [`aggregate-to-${feeds}`]: 'true' } },
  };
}

/** `user:alice`, `group:devs` or `sa:namespace/name`; `sa:name` leaves the namespace out. */
export function subject(text: string): JsonObject {
  const [kind = '', rest = ''] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'sa') {
    const [namespace, name] = rest.split('/');
    return name === undefined
      ? { kind: 'ServiceAccount', name: rest }
      : { kind: 'ServiceAccount', namespace: namespace as string, name };
  }
  return { kind: kind === 'user' ? 'User' : 'Group', apiGroup: RBAC, name: rest };
}

/** Binds a role to subjects in a namespace; `clusterrole/x` binds a cluster role there. */
export function bind(namespace: string, name: string, to: string, ...subjects: string[]): JsonObject {
  const [kind, roleName] = to.split('/');
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { namespace, name },
    roleRef: { apiGroup: RBAC, kind: kind === 'clusterrole' ? 'ClusterRole' : 'Role', name: roleName ?? to },
    subjects: subjects.map(subject),
  };
}

export function bindCluster(name: string, role: string, ...subjects: string[]): JsonObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: subjects.map(subject),
  };
}

const object = (
  apiVersion: string,
  kind: string,
  namespace: string | null,
  name: string,
  rest: JsonObject,
): JsonObject => ({
  apiVersion,
  kind,
  ...rest,
  metadata: {
    ...(namespace === null ? {} : { namespace }),
    name,
    ...((rest.metadata as JsonObject | undefined) ?? {}),
  },
});

export function namespace(name: string, labels: Record<string, string> = {}): JsonObject {
  return object('v1', 'Namespace', null, name, { metadata: { labels } });
}

export function node(name: string, labels: Record<string, string> = {}, spec: JsonObject = {}): JsonObject {
  return object('v1', 'Node', null, name, { metadata: { labels }, spec });
}

export function account(namespace: string, name: string, rest: JsonObject = {}): JsonObject {
  return object('v1', 'ServiceAccount', namespace, name, rest);
}

export function secret(namespace: string, name: string, rest: JsonObject = {}): JsonObject {
  return object('v1', 'Secret', namespace, name, { type: 'Opaque', data: {}, ...rest });
}

export function tokenSecret(namespace: string, name: string, account: string): JsonObject {
  return secret(namespace, name, {
    type: 'kubernetes.io/service-account-token',
    data: { token: null, 'ca.crt': null },
    metadata: { annotations: { 'kubernetes.io/service-account.name': account } },
  });
}

export interface PodParts {
  readonly spec?: JsonObject;
  /** What the only container says besides its name. */
  readonly container?: JsonObject;
  readonly metadata?: JsonObject;
  readonly status?: JsonObject;
}

/** A pod with one container called `app`, on node `worker-1` unless its spec says otherwise. */
export function pod(namespace: string, name: string, parts: PodParts = {}): JsonObject {
  return object('v1', 'Pod', namespace, name, {
    ...(parts.metadata ? { metadata: parts.metadata } : {}),
    spec: {
      nodeName: 'worker-1',
      containers: [{ name: 'app', image: 'registry.example.com/app:1', ...parts.container }],
      ...parts.spec,
    },
    status: parts.status ?? { phase: 'Running' },
  });
}

export function deployment(
  namespace: string,
  name: string,
  spec: JsonObject,
  rest: JsonObject = {},
): JsonObject {
  return object('apps/v1', 'Deployment', namespace, name, {
    ...rest,
    spec: { replicas: 1, template: { metadata: { labels: { app: name } }, spec } },
  });
}

export function any(apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject {
  return object(apiVersion, kind, null, name, rest);
}

export function list(objects: readonly Json[]): JsonObject {
  return { kind: 'List', apiVersion: 'v1', items: objects };
}
