import { behaviourPart } from '../behaviour/behaviour-part.tsx';
import { drillsPart } from '../drills/drills-part.tsx';
import { guardrailsPart } from '../guardrails/guardrails-part.tsx';
import { measuresPart } from '../measures/measures-part.tsx';
import type { ProgrammePart } from './part.ts';

/** Every part of the programme, in the order shown. A new one is a folder beside this one and a line here. */
export const PROGRAMME_PARTS: readonly ProgrammePart[] = [
  measuresPart,
  behaviourPart,
  drillsPart,
  guardrailsPart,
];
