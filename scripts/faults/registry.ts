import { cutCase } from './cut-case.ts';
import { cutExport } from './cut-export.ts';
import { cutSnapshot } from './cut-snapshot.ts';
import type { FaultKind } from './fault-kind.ts';
import { killCollection } from './kill-collection.ts';
import { killEngineInCase } from './kill-engine-in-case.ts';
import { killExport } from './kill-export.ts';
import { killSealing } from './kill-sealing.ts';

/** Every way in which `npm run faults` cuts off work. */
export const FAULT_KINDS: readonly FaultKind[] = [
  killEngineInCase,
  killCollection,
  killSealing,
  killExport,
  cutCase,
  cutSnapshot,
  cutExport,
];
