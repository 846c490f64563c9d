import type { z } from 'zod';
import { type Scenario, scenario } from '../schema/scenario.ts';
import { readJson } from './read-json.ts';

/** Reads a what-if from a file. Throws `input-unreadable` or `input-refused` with file, place and reason. */
export function readScenario(file: string): Promise<Scenario> {
  return readJson(file, scenario as unknown as z.ZodType<Scenario>, 'the scenario');
}
