import type { FaultKind } from './fault-kind.ts';
import { killEngineInCase } from './kill-engine-in-case.ts';

/** Every way in which `npm run faults` cuts off work. */
export const FAULT_KINDS: readonly FaultKind[] = [killEngineInCase];
