/** Ids of entities, as docs/command-line.md has them. Names keep GitHub's own spelling. */
export const organizationId = (org: string): string => `github://${org}`;
export const repositoryId = (org: string, repo: string): string => `github://${org}/${repo}`;
export const teamId = (org: string, slug: string): string => `github://${org}/team/${slug}`;
export const userId = (org: string, login: string): string => `github://${org}/user/${login}`;
export const appId = (org: string, slug: string): string => `github://${org}/app/${slug}`;
export const runnerGroupId = (org: string, name: string): string => `github://${org}/runner-group/${name}`;
export const tokenGrantId = (org: string, id: string): string => `github://${org}/token-grant/${id}`;
export const organizationSecretId = (org: string, name: string): string => `github://${org}/secret/${name}`;
/** Stands for every member of the organization, who all have its base permission. */
export const membersId = (org: string): string => `github://${org}/role/member`;

/** The parts of a repository: `workflow`, `branch`, `tag`, `environment`, `secret`, `deploy-key`, `runner`. */
export function partId(org: string, repo: string, kind: string, name: string): string {
  return `${repositoryId(org, repo)}/${kind}/${name}`;
}

export function environmentSecretId(org: string, repo: string, environment: string, name: string): string {
  return `${partId(org, repo, 'environment', environment)}/secret/${name}`;
}
