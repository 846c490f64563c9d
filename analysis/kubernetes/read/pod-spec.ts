import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { type Item, itemRef } from './item.ts';
import type { ContainerFact, MountFact, PodSpecFact, VolumeFact } from './pod-facts.ts';
import { flagAt, listAt, numberAt, objectAt, objectsAt, recordAt, textAt, textsAt } from './values.ts';

const NONE: readonly never[] = [];

const LISTS = [
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** Reads a pod's spec, or a template's, that stands at `at` in the item. */
export function readPodSpec(item: Item, spec: JsonObject, at: string): PodSpecFact {
  const named = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  const security = objectAt(spec, 'securityContext');
  const containers: ContainerFact[] = [];
  for (const [list, role] of LISTS)
    for (const [index, each] of objectsAt(spec, list))
      containers.push(readContainer(item, each, role, security, `${at}/${list}/${index}`));
  return {
    ref: itemRef(item, at),
    serviceAccount: named ?? 'default',
    serviceAccountDefaulted: named === null,
    automount: flagAt(spec, 'automountServiceAccountToken'),
    hostPID: flagAt(spec, 'hostPID') ?? false,
    hostNetwork: flagAt(spec, 'hostNetwork') ?? false,
    hostIPC: flagAt(spec, 'hostIPC') ?? false,
    shareProcessNamespace: flagAt(spec, 'shareProcessNamespace') ?? false,
    hostUsers: flagAt(spec, 'hostUsers'),
    runtimeClass: textAt(spec, 'runtimeClassName'),
    nodeName: textAt(spec, 'nodeName'),
    nodeSelector: recordAt(spec, 'nodeSelector'),
    nodeAffinity: isJsonObject(
      objectAt(spec, 'affinity', 'nodeAffinity').requiredDuringSchedulingIgnoredDuringExecution,
    ),
    tolerations: [...objectsAt(spec, 'tolerations')].map(([, each]) => ({
      key: textAt(each, 'key'),
      operator: textAt(each, 'operator') === 'Exists' ? 'Exists' : 'Equal',
      value: textAt(each, 'value') ?? '',
      effect: textAt(each, 'effect'),
    })),
    containers,
    volumes: [...objectsAt(spec, 'volumes')].map(([index, each]) =>
      readVolume(item, each, `${at}/volumes/${index}`),
    ),
    imagePullSecrets: [...objectsAt(spec, 'imagePullSecrets')].flatMap(
      ([, each]) => textAt(each, 'name') ?? [],
    ),
  };
}

function readContainer(
  item: Item,
  value: JsonObject,
  role: ContainerFact['role'],
  ofPod: JsonObject,
  at: string,
): ContainerFact {
  const own = objectAt(value, 'securityContext');
  const added = textsAt(objectAt(own, 'capabilities'), 'add');
  return {
    name: textAt(value, 'name') ?? '',
    role: role === 'init' && textAt(value, 'restartPolicy') === 'Always' ? 'sidecar' : role,
    ref: itemRef(item, at),
    image: textAt(value, 'image'),
    privileged: flagAt(own, 'privileged') ?? false,
    capabilities: added.length === 0 ? NONE : added.map((each) => each.toUpperCase().replace(/^CAP_/, '')),
    runAsUser: numberAt(own, 'runAsUser') ?? numberAt(ofPod, 'runAsUser'),
    runAsNonRoot: flagAt(own, 'runAsNonRoot') ?? flagAt(ofPod, 'runAsNonRoot'),
    allowPrivilegeEscalation: flagAt(own, 'allowPrivilegeEscalation'),
    hostProcess:
      flagAt(objectAt(own, 'windowsOptions'), 'hostProcess') ??
      flagAt(objectAt(ofPod, 'windowsOptions'), 'hostProcess') ??
      false,
    mounts: [...objectsAt(value, 'volumeMounts')].map(
      ([index, each]): MountFact => ({
        volume: textAt(each, 'name') ?? '',
        path: textAt(each, 'mountPath') ?? '',
        subPath: textAt(each, 'subPath') ?? textAt(each, 'subPathExpr'),
        readOnly: flagAt(each, 'readOnly') ?? false,
        ref: itemRef(item, `${at}/volumeMounts/${index}`),
      }),
    ),
    ports: [...objectsAt(value, 'ports')].flatMap(([, each]) => {
      const port = numberAt(each, 'containerPort');
      return port === null
        ? []
        : [{ name: textAt(each, 'name'), port, hostPort: numberAt(each, 'hostPort') }];
    }),
    secretEnv: secretsOfEnvironment(item, value, at),
  };
}

function secretsOfEnvironment(item: Item, value: JsonObject, at: string): ContainerFact['secretEnv'] {
  const found: { secret: string; ref: ReturnType<typeof itemRef> }[] = [];
  for (const [index, each] of objectsAt(value, 'env')) {
    const secret = textAt(objectAt(each, 'valueFrom', 'secretKeyRef'), 'name');
    if (secret !== null) found.push({ secret, ref: itemRef(item, `${at}/env/${index}`) });
  }
  for (const [index, each] of objectsAt(value, 'envFrom')) {
    const secret = textAt(objectAt(each, 'secretRef'), 'name');
    if (secret !== null) found.push({ secret, ref: itemRef(item, `${at}/envFrom/${index}`) });
  }
  return found.length === 0 ? NONE : found;
}

function readVolume(item: Item, value: JsonObject, at: string): VolumeFact {
  const base = { name: textAt(value, 'name') ?? '', ref: itemRef(item, at) };
  const path = textAt(objectAt(value, 'hostPath'), 'path');
  if (path !== null) return { ...base, type: 'hostPath', path };
  const secret = textAt(objectAt(value, 'secret'), 'secretName');
  if (secret !== null) return { ...base, type: 'secret', secret };
  const claim = textAt(objectAt(value, 'persistentVolumeClaim'), 'claimName');
  if (claim !== null) return { ...base, type: 'claim', claim };
  const projected = objectAt(value, 'projected');
  if (listAt(projected, 'sources').length === 0) return { ...base, type: 'other' };
  const tokens: { audience: string | null; ref: ReturnType<typeof itemRef> }[] = [];
  const secrets: string[] = [];
  for (const [index, source] of objectsAt(projected, 'sources')) {
    if (isJsonObject(source.serviceAccountToken))
      tokens.push({
        audience: textAt(source.serviceAccountToken, 'audience'),
        ref: itemRef(item, `${at}/projected/sources/${index}`),
      });
    const name = textAt(objectAt(source, 'secret'), 'name');
    if (name !== null) secrets.push(name);
  }
  return { ...base, type: 'projected', tokens, secrets };
}
