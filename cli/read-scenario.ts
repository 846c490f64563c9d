import { readFile } from 'node:fs/promises';
import { TrustpathError } from '../schema/errors.ts';
import { type Scenario, scenario } from '../schema/scenario.ts';

const LARGEST_SCENARIO = 16 * 1024 * 1024;

/** Reads a what-if from a file. Throws `input-unreadable` or `input-refused` with file, place and reason. */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TrustpathError('input-unreadable', `${file}: cannot be read (${error.code ?? error.message}).`);
  });
  if (text.length > LARGEST_SCENARIO)
    throw new TrustpathError('input-refused', `${file}: is larger than a scenario can be.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TrustpathError('input-refused', `${file}: is not JSON: ${(error as Error).message}`);
  }
  const parsed = scenario.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TrustpathError(
    'input-refused',
    `${file}: ${issue?.path.join('.') || 'the scenario'}: ${issue?.message ?? 'does not fit'}`,
  );
}
