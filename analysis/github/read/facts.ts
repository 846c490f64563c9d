import type { Coverage, Source } from '../../../schema/records.ts';

export interface GithubFacts {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
}
