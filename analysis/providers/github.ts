import type { GithubSubjects } from '../github/subjects.ts';
import type { Provider } from './provider.ts';

export const github: Provider<keyof GithubSubjects> = {
  subjects: ({ github }) => ({ organization: github.facts.sources }),
  subjectIds: { organization: (source) => source.id },
  entities: () => [],
  mentioned: () => null,
  unknowns: () => [],
  reasons: () => [],
};
