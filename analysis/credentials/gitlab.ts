import { prefixedFamily } from './prefixed-tokens.ts';

const KINDS = [
  ['glpat', 'gitlab-personal-access-token', 'GitLab personal, project or group access token'],
  ['glrt', 'gitlab-runner-token', 'GitLab runner authentication token'],
  ['glcbt', 'gitlab-job-token', 'GitLab CI job token'],
  ['gldt', 'gitlab-deploy-token', 'GitLab deploy token'],
] as const;

/** Routable tokens end in a version and a checksum, each after a full stop. */
export const gitlab = prefixedFamily(
  'GitLab tokens',
  KINDS.map(([prefix, type, label]) => ({
    type,
    label,
    pattern: new RegExp(
      `(?<![\\w-])${prefix}-[\\w-]{20,300}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{7,9})?(?![\\w-])`,
      'g',
    ),
  })),
);
