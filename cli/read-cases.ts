import type { Input } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { whyNotJson } from '../schema/json-syntax.ts';
import type { CommandContext } from './command.ts';

/**
 * The cases of an `evaluate` command, from standard input.
 * @throws TrustpathError `input-refused` when it is no JSON.
 */
export async function readCases({
  readStdin,
}: Pick<CommandContext, 'readStdin'>): Promise<Input<'evaluate.aws'>['cases']> {
  const text = (await readStdin()).replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    throw new TrustpathError('input-refused', `standard input is not JSON: ${whyNotJson(text)}.`);
  }
}
