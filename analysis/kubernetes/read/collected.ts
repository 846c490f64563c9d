import type { EvidenceRef, Source } from '../../../schema/records.ts';
import { objectId } from '../ids.ts';
import type { ClusterFact } from './facts.ts';
import { type Item, itemRef, kindWord, nameOf, namespaceOf } from './item.ts';
import { READ_KINDS } from './kinds.ts';
import {
  readAdmissionPolicy,
  readConfigMap,
  readCustomResource,
  readEndpointSlice,
  readNamespace,
  readNetworkPolicy,
  readNode,
  readPersistentVolume,
  readSecret,
  readService,
  readServiceAccount,
  readSigningRequest,
  readWebhook,
} from './objects.ts';
import { readBinding, readRole } from './rbac.ts';
import { refusalOf } from './refusals.ts';
import { readController, readPod, TEMPLATES } from './workloads.ts';

type Lists = Pick<
  ClusterFact,
  | 'namespaces'
  | 'nodes'
  | 'pods'
  | 'controllers'
  | 'serviceAccounts'
  | 'secrets'
  | 'configMaps'
  | 'services'
  | 'endpointSlices'
  | 'persistentVolumes'
  | 'roles'
  | 'bindings'
  | 'webhooks'
  | 'admissionPolicies'
  | 'signingRequests'
  | 'networkPolicies'
  | 'customResources'
>;
export type ListName = keyof Lists;
type FactOf<L extends ListName> = Lists[L][number];

const READERS: Readonly<Record<string, readonly [ListName, (item: Item) => FactOf<ListName>]>> = {
  Pod: ['pods', readPod],
  Namespace: ['namespaces', readNamespace],
  Node: ['nodes', readNode],
  ServiceAccount: ['serviceAccounts', readServiceAccount],
  Secret: ['secrets', readSecret],
  ConfigMap: ['configMaps', readConfigMap],
  Service: ['services', readService],
  EndpointSlice: ['endpointSlices', readEndpointSlice],
  PersistentVolume: ['persistentVolumes', readPersistentVolume],
  Role: ['roles', readRole],
  ClusterRole: ['roles', readRole],
  RoleBinding: ['bindings', readBinding],
  ClusterRoleBinding: ['bindings', readBinding],
  ValidatingWebhookConfiguration: ['webhooks', readWebhook],
  MutatingWebhookConfiguration: ['webhooks', readWebhook],
  ValidatingAdmissionPolicy: ['admissionPolicies', readAdmissionPolicy],
  ValidatingAdmissionPolicyBinding: ['admissionPolicies', readAdmissionPolicy],
  CertificateSigningRequest: ['signingRequests', readSigningRequest],
  NetworkPolicy: ['networkPolicies', readNetworkPolicy],
  CustomResourceDefinition: ['customResources', readCustomResource],
  ...Object.fromEntries(
    Object.keys(TEMPLATES).map((kind) => [kind, ['controllers', readController] as const]),
  ),
};

const GROUPS = new Map(READ_KINDS.map(({ kind, group }) => [kind, group]));

/** What is found of one cluster while its observations are read, each object once. */
export class Collected {
  readonly name: string;
  readonly sources: Source[] = [];
  readonly refused: ClusterFact['refused'][number][] = [];
  ref: EvidenceRef | null = null;
  version: ClusterFact['version'] = null;
  issuer: ClusterFact['issuer'] = null;
  readonly #found = new Map<ListName, Map<string, FactOf<ListName>>>();
  readonly #answered = new Set<string>();

  constructor(name: string) {
    this.name = name;
  }

  add(item: Item, fromFile: boolean): void {
    const reader = READERS[item.kind];
    // A kind of the same name in another group is another kind: `Service` of Knative is none of these.
    if (!reader || GROUPS.get(item.kind) !== item.group) return;
    const refusal = refusalOf(item.kind, item.value);
    if (refusal !== null) {
      const id = objectId(item.cluster, kindWord(item.kind), namespaceOf(item), nameOf(item) || '?');
      this.refused.push({ id, reason: refusal, ref: itemRef(item) });
      return;
    }
    const [list, read] = reader;
    const fact = read(item);
    if (fact.name === '' || (fromFile && this.#answered.has(fact.id))) return;
    if (!fromFile) this.#answered.add(fact.id);
    this.#set(list, fact);
  }

  /** A fact that no object says whole: of files that tell of objects in their own words. Objects win over it. */
  put<L extends ListName>(list: L, fact: FactOf<L>): void {
    if (fact.name !== '' && !this.#found.get(list)?.has(fact.id)) this.#set(list, fact);
  }

  #set(list: ListName, fact: FactOf<ListName>): void {
    const known = this.#found.get(list);
    if (known) known.set(fact.id, fact);
    else this.#found.set(list, new Map([[fact.id, fact]]));
  }

  /** In order of their ids. */
  list<L extends ListName>(name: L): FactOf<L>[] {
    // The reader of a kind chose the list, so its facts fit.
    const found = [...(this.#found.get(name)?.values() ?? [])] as FactOf<L>[];
    return found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
}
