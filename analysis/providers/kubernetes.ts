import type { KubernetesSubjects } from '../kubernetes/subjects.ts';
import type { Provider } from './provider.ts';

export const kubernetes: Provider<keyof KubernetesSubjects> = {
  subjects: ({ kubernetes }) => ({ cluster: kubernetes.facts.sources }),
  subjectIds: { cluster: (source) => source.id },
  entities: () => [],
  mentioned: () => null,
  unknowns: () => [],
  reasons: () => [],
};
