import type { EvidenceRef } from '../../../schema/records.ts';
import type { NamespaceFact } from '../read/facts.ts';
import { isAtLeast } from '../read/version.ts';
import type { Version } from './authorize.ts';

const LABEL = 'pod-security.kubernetes.io/enforce';

export interface PodSecurity {
  /** What pods that are created in the namespace may do; null where its labels are not known. */
  readonly level: 'privileged' | 'baseline' | 'restricted' | null;
  readonly ref: EvidenceRef;
  readonly says: string;
}

/**
 * What Pod Security Admission lets a new pod of the namespace do. Without the label the default of the admission counts,
 * which is `privileged` unless the API server was configured otherwise; a value that is no level counts as `restricted`.
 * Before 1.23 nobody looked at the labels. (Kubernetes, "Pod Security Admission".)
 */
export function podSecurityOf(namespace: NamespaceFact, version: Version | null): PodSecurity {
  const { name, labels, ref, assumed } = namespace;
  if (assumed) return { level: null, ref, says: `The labels of namespace ${name} were not collected.` };
  if (version && !isAtLeast(version, 23))
    return {
      level: 'privileged',
      ref,
      says: `Kubernetes before 1.23 does not enforce Pod Security in ${name}.`,
    };
  const label = Object.hasOwn(labels, LABEL) ? labels[LABEL] : undefined;
  if (label === undefined)
    return {
      level: 'privileged',
      ref,
      says: `Namespace ${name} enforces no Pod Security level: any pod is taken.`,
    };
  const at = {
    observation: ref.observation,
    pointer: `${ref.pointer}/metadata/labels/${LABEL.replace('/', '~1')}`,
  };
  const level = label === 'privileged' || label === 'baseline' ? label : 'restricted';
  return {
    level,
    ref: at,
    says:
      level === 'privileged'
        ? `Namespace ${name} enforces the level privileged, which takes any pod.`
        : `Namespace ${name} enforces the level ${level}, which refuses privileged pods and mounts of the host.`,
  };
}
