import type { Branch, Organization, Repository, Workflow } from './estate/estate.ts';

/** What rules about GitHub derive for. */
export interface GithubSubjects {
  readonly organization: Organization;
  readonly repository: Repository;
  readonly branch: Branch;
  readonly workflow: Workflow;
}
