import type { JsonObject } from '../../../schema/json.ts';
import type { ControllerFact, OwnerFact, PodFact } from './facts.ts';
import { type Item, namespacedMeta } from './item.ts';
import { readPodSpec } from './pod-spec.ts';
import { flagAt, numberAt, objectAt, objectsAt, recordAt, textAt } from './values.ts';

export function readPod(item: Item): PodFact {
  const meta = namespacedMeta(item);
  return {
    ...meta,
    spec: readPodSpec(item, objectAt(item.value, 'spec'), '/spec'),
    phase: textAt(objectAt(item.value, 'status'), 'phase'),
    mirror: Object.hasOwn(meta.annotations, 'kubernetes.io/config.mirror'),
    owner: readOwner(item.value),
  };
}

/** Where the template of each kind stands below its object. */
export const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export function readController(item: Item): ControllerFact {
  const path = TEMPLATES[item.kind] ?? [];
  const template = objectAt(item.value, ...path);
  return {
    ...namespacedMeta(item),
    kind: item.kind,
    spec: readPodSpec(item, objectAt(template, 'spec'), `/${path.join('/')}/spec`),
    templateLabels: recordAt(objectAt(template, 'metadata'), 'labels'),
    owner: readOwner(item.value),
    replicas: numberAt(objectAt(item.value, 'spec'), 'replicas'),
  };
}

/** The owner that controls the object, of those it names. */
function readOwner(value: JsonObject): OwnerFact | null {
  for (const [, each] of objectsAt(objectAt(value, 'metadata'), 'ownerReferences')) {
    const kind = textAt(each, 'kind');
    const name = textAt(each, 'name');
    if (kind !== null && name !== null && flagAt(each, 'controller') === true) return { kind, name };
  }
  return null;
}
