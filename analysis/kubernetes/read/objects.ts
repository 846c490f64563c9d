import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type {
  AdmissionPolicyFact,
  ConfigMapFact,
  CustomResourceFact,
  EndpointSliceFact,
  NamespaceFact,
  NetworkPolicyFact,
  NodeFact,
  PersistentVolumeFact,
  SecretFact,
  ServiceAccountFact,
  ServiceFact,
  SigningRequestFact,
  WebhookFact,
} from './facts.ts';
import { clusterMeta, type Item, namespacedMeta } from './item.ts';
import { readSelector } from './rbac.ts';
import { flagAt, listAt, numberAt, objectAt, objectsAt, recordAt, textAt, textsAt } from './values.ts';

export function readNamespace(item: Item): NamespaceFact {
  return { ...clusterMeta(item), assumed: false };
}

export function readNode(item: Item): NodeFact {
  const spec = objectAt(item.value, 'spec');
  return {
    ...clusterMeta(item),
    taints: [...objectsAt(spec, 'taints')].map(([, each]) => ({
      key: textAt(each, 'key') ?? '',
      value: textAt(each, 'value') ?? '',
      effect: textAt(each, 'effect') ?? '',
    })),
    providerId: textAt(spec, 'providerID'),
  };
}

export function readServiceAccount(item: Item): ServiceAccountFact {
  return {
    ...namespacedMeta(item),
    automount: flagAt(item.value, 'automountServiceAccountToken'),
    assumed: false,
  };
}

/** Values are never looked at: a redactor left none, and names of keys are all that counts. */
export function readSecret(item: Item): SecretFact {
  const meta = namespacedMeta(item);
  const type = textAt(item.value, 'type');
  const { data, stringData } = item.value;
  const keys = [data, stringData].flatMap((each) => (isJsonObject(each) ? Object.keys(each) : []));
  const known = type !== null || isJsonObject(data) || isJsonObject(stringData);
  return {
    ...meta,
    type,
    keys: known ? [...new Set(keys)] : null,
    serviceAccount: meta.annotations['kubernetes.io/service-account.name'] ?? null,
  };
}

export function readConfigMap(item: Item): ConfigMapFact {
  const meta = namespacedMeta(item);
  const isAwsAuth = meta.namespace === 'kube-system' && meta.name === 'aws-auth';
  return { ...meta, data: isAwsAuth ? recordAt(item.value, 'data') : null };
}

export function readService(item: Item): ServiceFact {
  const spec = objectAt(item.value, 'spec');
  const selector = recordAt(spec, 'selector');
  return {
    ...namespacedMeta(item),
    type: textAt(spec, 'type') ?? 'ClusterIP',
    selector: Object.keys(selector).length === 0 ? null : selector,
    ports: [...objectsAt(spec, 'ports')].flatMap(([, each]) => {
      const port = numberAt(each, 'port');
      const target = numberAt(each, 'targetPort') ?? textAt(each, 'targetPort');
      return port === null ? [] : [{ port, target }];
    }),
    externalIps: textsAt(spec, 'externalIPs'),
    sourceRanges: textsAt(spec, 'loadBalancerSourceRanges'),
  };
}

export function readEndpointSlice(item: Item): EndpointSliceFact {
  const meta = namespacedMeta(item);
  return {
    ...meta,
    service: meta.labels['kubernetes.io/service-name'] ?? null,
    pods: [...objectsAt(item.value, 'endpoints')].flatMap(([, each]) => {
      const target = objectAt(each, 'targetRef');
      const name = textAt(target, 'name');
      return textAt(target, 'kind') === 'Pod' && name !== null ? [name] : [];
    }),
    ports: [...objectsAt(item.value, 'ports')].flatMap(([, each]) => numberAt(each, 'port') ?? []),
  };
}

export function readPersistentVolume(item: Item): PersistentVolumeFact {
  const spec = objectAt(item.value, 'spec');
  const claim = objectAt(spec, 'claimRef');
  const [namespace, name] = [textAt(claim, 'namespace'), textAt(claim, 'name')];
  return {
    ...clusterMeta(item),
    hostPath: textAt(objectAt(spec, 'hostPath'), 'path') ?? textAt(objectAt(spec, 'local'), 'path'),
    claim: namespace !== null && name !== null ? { namespace, name } : null,
  };
}

export function readWebhook(item: Item): WebhookFact {
  return {
    ...clusterMeta(item),
    mutating: item.kind === 'MutatingWebhookConfiguration',
    judgesPods: [...objectsAt(item.value, 'webhooks')].some(([, webhook]) =>
      [...objectsAt(webhook, 'rules')].some(([, rule]) => coversNewPods(rule)),
    ),
  };
}

export function readAdmissionPolicy(item: Item): AdmissionPolicyFact {
  const spec = objectAt(item.value, 'spec');
  const rules = [...objectsAt(objectAt(spec, 'matchConstraints'), 'resourceRules')];
  const ofBinding = item.kind === 'ValidatingAdmissionPolicyBinding';
  return {
    ...clusterMeta(item),
    judgesPods: ofBinding || rules.length === 0 ? null : rules.some(([, rule]) => coversNewPods(rule)),
    policy: ofBinding ? textAt(spec, 'policyName') : null,
  };
}

/** Whether a rule of a webhook or a policy is about pods that are created. */
function coversNewPods(rule: JsonObject): boolean {
  const covers = (list: readonly string[], wanted: string) => list.includes('*') || list.includes(wanted);
  return (
    covers(textsAt(rule, 'operations'), 'CREATE') &&
    covers(textsAt(rule, 'apiGroups'), '') &&
    (covers(textsAt(rule, 'resources'), 'pods') || textsAt(rule, 'resources').includes('*/*'))
  );
}

export function readSigningRequest(item: Item): SigningRequestFact {
  const spec = objectAt(item.value, 'spec');
  return {
    ...clusterMeta(item),
    signer: textAt(spec, 'signerName'),
    requester: textAt(spec, 'username'),
    approved: [...objectsAt(objectAt(item.value, 'status'), 'conditions')].some(
      ([, each]) => textAt(each, 'type') === 'Approved',
    ),
  };
}

export function readNetworkPolicy(item: Item): NetworkPolicyFact {
  const spec = objectAt(item.value, 'spec');
  const types = textsAt(spec, 'policyTypes');
  return {
    ...namespacedMeta(item),
    podSelector: readSelector(objectAt(spec, 'podSelector')),
    // Without types a policy is about ingress, and about egress where it has rules for it.
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.includes('Egress') || (types.length === 0 && listAt(spec, 'egress').length > 0),
    spec,
  };
}

export function readCustomResource(item: Item): CustomResourceFact {
  const spec = objectAt(item.value, 'spec');
  const meta = clusterMeta(item);
  // The name of a definition is its plural and its group; where only metadata was collected the scope is not known.
  const dot = meta.name.indexOf('.');
  const scope = textAt(spec, 'scope');
  return {
    ...meta,
    group: textAt(spec, 'group') ?? meta.name.slice(dot + 1),
    plural: textAt(objectAt(spec, 'names'), 'plural') ?? meta.name.slice(0, Math.max(dot, 0)),
    namespaced: scope === null ? null : scope !== 'Cluster',
  };
}
