import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { isExact } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';

const URL = /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/i;

/**
 * Bitbucket Pipelines: `{repository}[:{environment}]:{step}`, each a UUID in braces; the issuer's URL carries the
 * workspace. A step's UUID is new in every run, so a trust leaves it open.
 */
export const bitbucket: Issuer = {
  id: 'bitbucket',
  title: 'Bitbucket Pipelines',
  is: (url) => URL.test(url),
  awsClaims: [],
  subjectStart: '{',
  judge(pins: Pins) {
    const parts = (pins.get('sub') ?? '').split(':');
    const repository = pins.get('repositoryUuid') ?? parts[0] ?? '';
    if (repository === '' || !isExact(repository))
      return repository === '' || !repository.startsWith('{')
        ? loose('Every repository of the workspace is admitted.')
        : loose('Several repositories of the workspace are admitted.');
    if (!repository.startsWith('{')) return dangerous('The subject begins with no repository.');
    const environment =
      pins.get('deploymentEnvironmentUuid') ?? (parts.length > 2 ? (parts[1] as string) : undefined);
    if (environment !== undefined && isExact(environment))
      return safe('One repository in one deployment environment.');
    const branch = pins.get('branchName');
    if (branch !== undefined && isExact(branch)) return safe('One repository on one branch.');
    if (parts.length === 2 && isExact(parts[1] ?? '')) return safe('One step of one repository.');
    return loose('Any branch, pull request and step of the repository is admitted.');
  },
  references: [
    'https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/',
  ],
};
