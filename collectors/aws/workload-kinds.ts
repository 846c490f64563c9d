import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';

/** What cannot be known without knowing which workloads run as which role. */
export const WORKLOAD_KINDS: readonly RelationKind[] = ['runs-as', 'can-take-over', 'can-run-as'];
