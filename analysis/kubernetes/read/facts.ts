import type { Coverage, Source } from '../../../schema/records.ts';

export interface KubernetesFacts {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
}
