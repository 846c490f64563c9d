import { readFile, stat } from 'node:fs/promises';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { whyNotJson } from '../../schema/json-syntax.ts';
import { scenario } from '../../schema/scenario.ts';

const LARGEST = 16 * 1024 * 1024;

/** Reads a scenario that somebody wrote down as JSON. Nothing in it is tried yet. */
export async function readScenario({ path }: ParsedInput<'scenario.read'>): Promise<Output<'scenario.read'>> {
  const refused = (reason: string) => new TrustpathError('input-refused', `${path}: ${reason}`);
  let text: string;
  try {
    const about = await stat(path);
    if (!about.isFile()) throw refused('is not an ordinary file.');
    if (about.size > LARGEST) throw refused('is larger than a scenario can be.');
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof TrustpathError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new TrustpathError('input-unreadable', `${path}: cannot be read (${code ?? message}).`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(`is not JSON: ${whyNotJson(text)}.`);
  }
  const parsed = scenario.safeParse(value);
  if (parsed.success) return { scenario: parsed.data };
  const issue = parsed.error.issues[0];
  throw refused(`${issue?.path.join('.') || 'the scenario'}: ${issue?.message ?? 'does not fit'}`);
}
