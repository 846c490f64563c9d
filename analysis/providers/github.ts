import { githubEntities, mentionedInGithub } from '../entities/github-entities.ts';
import { githubReasons } from '../explain/github-reasons.ts';
import type { GithubSubjects } from '../github/subjects.ts';
import { githubUnknowns } from '../unknowns/github-unknowns.ts';
import type { Provider } from './provider.ts';

export const github: Provider<keyof GithubSubjects> = {
  subjects: ({ github: estate }) => ({
    organization: estate.organizations,
    repository: [...estate.repositories.values()],
    branch: estate.branches,
    workflow: estate.workflows,
  }),
  subjectIds: {
    organization: ({ id }) => id,
    repository: ({ id }) => id,
    branch: ({ id }) => id,
    workflow: ({ id }) => id,
  },
  entities: githubEntities,
  mentioned: mentionedInGithub,
  unknowns: ({ github: estate }, ends) => githubUnknowns(estate, ends),
  reasons: githubReasons,
};
