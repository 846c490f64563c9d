import type { Source } from '../../schema/records.ts';

/** What rules about Kubernetes derive for. */
export interface KubernetesSubjects {
  readonly cluster: Source;
}
