import type { EvidenceRef, ProofStep } from '../../schema/records.ts';
import type { Cluster, Identity } from './estate/cluster.ts';
import { authorize } from './evaluate/authorize.ts';
import { MASTERS, type RbacRequest, resourceRequest } from './evaluate/request.ts';
import { grantWords, requestWords, ruleWords } from './evaluate/words.ts';
import { serviceAccountUser } from './ids.ts';

export interface WhoCanQuestion {
  readonly verb: string;
  /** `secrets`, `pods/exec`, `deployments.apps`, `deployments.apps/scale`, or a URL that begins with a slash. */
  readonly resource: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

export interface WhoCan {
  /** What was asked, in words. */
  readonly asked: string;
  readonly subjects: readonly {
    readonly id: string;
    readonly kind: Identity['kind'];
    readonly name: string;
    readonly proof: readonly ProofStep[];
  }[];
}

/**
 * Everyone to whom a binding gives the request, by name: users, groups and service accounts, in order of their ids. Who
 * is in a group that is listed has it by that. Without a namespace the question is about the whole cluster.
 */
export function whoCan(cluster: Cluster, question: WhoCanQuestion): WhoCan {
  const request = requestOf(cluster, question);
  const version = cluster.fact.version;
  const subjects: WhoCan['subjects'][number][] = [];
  for (const identity of cluster.identities) {
    const { id, kind, name } = identity;
    const isMasters = kind === 'Group' && name === MASTERS;
    const caller = isMasters
      ? { user: '', groups: [MASTERS] }
      : { user: kind === 'Group' ? '' : userOf(identity), groups: kind === 'Group' ? [name] : [] };
    const allowance = authorize(cluster.policy, caller, request, version);
    if (!allowance) continue;
    const proof =
      allowance.by === 'masters'
        ? [at(cluster.ref, 'The group system:masters may do everything: RBAC is not asked.')]
        : allowance.steps.flatMap(({ grant, rule }) => [
            at(grant.subject.ref ?? grant.binding.ref ?? cluster.ref, grantWords(grant)),
            at(rule.rule.ref ?? grant.binding.role.ref ?? cluster.ref, ruleWords(rule)),
          ]);
    subjects.push({
      id,
      kind,
      name: kind === 'ServiceAccount' ? `${identity.namespace}/${name}` : name,
      proof,
    });
  }
  return { asked: requestWords(request), subjects };
}

function at(ref: EvidenceRef, says: string): ProofStep {
  return { observation: ref.observation, pointer: ref.pointer, says };
}

function userOf({ kind, name, namespace }: Identity): string {
  return kind === 'ServiceAccount' ? serviceAccountUser(namespace ?? '', name) : name;
}

function requestOf(cluster: Cluster, { verb, resource, namespace, name }: WhoCanQuestion): RbacRequest {
  if (resource.startsWith('/')) return { verb, url: resource };
  const [whole = '', subresource] = resource.split('/');
  const dot = whole.indexOf('.');
  const plural = dot < 0 ? whole : whole.slice(0, dot);
  const group = dot < 0 ? groupOf(plural) : whole.slice(dot + 1);
  const custom = new Map(
    cluster.fact.customResources.flatMap(({ group: of, plural: name, namespaced }) =>
      namespaced === null ? [] : [[`${of}/${name}`, namespaced] as const],
    ),
  );
  return resourceRequest({ verb, group, resource: plural, subresource, namespace, name }, custom);
}

/** The group that a plural of a built-in kind is of, as kubectl takes it; those of the core group have none. */
const GROUPS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    apps: 'deployments statefulsets daemonsets replicasets controllerrevisions',
    batch: 'jobs cronjobs',
    'rbac.authorization.k8s.io': 'roles clusterroles rolebindings clusterrolebindings',
    'admissionregistration.k8s.io':
      'mutatingwebhookconfigurations validatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings',
    'certificates.k8s.io': 'certificatesigningrequests signers',
    'networking.k8s.io': 'networkpolicies ingresses ingressclasses',
    'apiextensions.k8s.io': 'customresourcedefinitions',
    'storage.k8s.io': 'storageclasses csidrivers csinodes volumeattachments',
    policy: 'poddisruptionbudgets',
    'discovery.k8s.io': 'endpointslices',
    'coordination.k8s.io': 'leases',
  }).flatMap(([group, plurals]) => plurals.split(' ').map((plural) => [plural, group])),
);

function groupOf(plural: string): string {
  return GROUPS[plural] ?? '';
}
