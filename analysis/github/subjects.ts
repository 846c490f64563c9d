import type { Source } from '../../schema/records.ts';

/** What rules about GitHub derive for. */
export interface GithubSubjects {
  readonly organization: Source;
}
