import { serviceAccountOf } from '../ids.ts';

/** Who asks, as the API server knows it: a name, and every group. */
export interface Caller {
  readonly user: string;
  readonly groups: readonly string[];
}

/** What is asked, as the API server hands it to its authorizer. */
export type RbacRequest =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      /** Empty for what is in no namespace, and for all namespaces at once. */
      readonly namespace: string;
      /** Empty where the request names no object. */
      readonly name: string;
    }
  | { readonly verb: string; readonly url: string };

export const MASTERS = 'system:masters';

/** A user with the groups that an authenticator adds (Kubernetes, "Authenticating"). */
export function callerOf(user: string, groups: readonly string[] = []): Caller {
  const all = new Set(groups);
  if (user === 'system:anonymous') all.add('system:unauthenticated');
  else all.add('system:authenticated');
  for (const group of groupsOfAccount(user)) all.add(group);
  return { user, groups: [...all] };
}

function groupsOfAccount(user: string): readonly string[] {
  const account = serviceAccountOf(user);
  return account ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : [];
}

/** Kinds of the built-in groups that are in no namespace, by group and plural. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set(
  Object.entries({
    '': 'componentstatuses namespaces nodes persistentvolumes users groups uids',
    'admissionregistration.k8s.io':
      'mutatingwebhookconfigurations validatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings mutatingadmissionpolicies mutatingadmissionpolicybindings',
    'apiextensions.k8s.io': 'customresourcedefinitions',
    'apiregistration.k8s.io': 'apiservices',
    'authentication.k8s.io': 'selfsubjectreviews tokenreviews userextras uids',
    'authorization.k8s.io': 'selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
    'certificates.k8s.io': 'certificatesigningrequests clustertrustbundles signers',
    'flowcontrol.apiserver.k8s.io': 'flowschemas prioritylevelconfigurations',
    'internal.apiserver.k8s.io': 'storageversions',
    'networking.k8s.io': 'ingressclasses ipaddresses servicecidrs',
    'node.k8s.io': 'runtimeclasses',
    'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles',
    'resource.k8s.io': 'deviceclasses resourceslices',
    'scheduling.k8s.io': 'priorityclasses',
    'storage.k8s.io': 'csidrivers csinodes storageclasses volumeattachments volumeattributesclasses',
  }).flatMap(([group, plurals]) => plurals.split(' ').map((plural) => `${group}/${plural}`)),
);

/** Whether a kind is in no namespace; `custom` knows those of custom resource definitions. */
export function isClusterScoped(
  group: string,
  resource: string,
  custom: ReadonlyMap<string, boolean> = new Map(),
): boolean {
  const key = `${group}/${resource}`;
  return CLUSTER_SCOPED.has(key) || custom.get(key) === false;
}

export interface ResourceQuestion {
  readonly verb: string;
  readonly group?: string | undefined;
  /** `pods`, or `pods/exec`. */
  readonly resource: string;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * The request that the API server would make of the question. Kinds in no namespace are asked without one, but for the
 * object of a namespace, which is in itself, and for `bind` on cluster roles, which is asked where the binding is. A
 * request that creates an object has no name yet, and one that deletes a collection has none at all.
 */
export function resourceRequest(
  question: ResourceQuestion,
  custom: ReadonlyMap<string, boolean> = new Map(),
): RbacRequest {
  const slash = question.resource.indexOf('/');
  const resource = slash < 0 ? question.resource : question.resource.slice(0, slash);
  const subresource = question.subresource || (slash < 0 ? '' : question.resource.slice(slash + 1));
  const { verb, group = '' } = question;
  const nameless = verb === 'deletecollection' || (verb === 'create' && subresource === '');
  const name = nameless ? '' : (question.name ?? '');
  return {
    verb,
    group,
    resource,
    subresource,
    name,
    namespace: namespaceOf(verb, group, resource, name, question, custom),
  };
}

function namespaceOf(
  verb: string,
  group: string,
  resource: string,
  name: string,
  { namespace = '' }: ResourceQuestion,
  custom: ReadonlyMap<string, boolean>,
): string {
  if (group === '' && resource === 'namespaces')
    return name !== '' && verb !== 'list' && verb !== 'watch' ? name : '';
  const isBind = verb === 'bind' && group === 'rbac.authorization.k8s.io' && resource === 'clusterroles';
  return isClusterScoped(group, resource, custom) && !isBind ? '' : namespace;
}

const STREAMS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward']);

/**
 * Whether the request opens a stream into a pod by GET, as WebSockets do. From 1.35 the API server asks for `create` on
 * top of it (Kubernetes, feature gate AuthorizePodWebsocketUpgradeCreatePermission).
 */
export function isStreamByGet(request: RbacRequest): boolean {
  return (
    'resource' in request &&
    request.verb === 'get' &&
    request.group === '' &&
    request.resource === 'pods' &&
    STREAMS.has(request.subresource)
  );
}
