import type { Input } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import type { CommandContext } from './command.ts';

/**
 * The cases of an `evaluate` command, from standard input.
 * @throws TrustpathError `input-refused` when it is no JSON.
 */
export async function readCases({
  readStdin,
}: Pick<CommandContext, 'readStdin'>): Promise<Input<'evaluate.aws'>['cases']> {
  const text = await readStdin();
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new TrustpathError(
      'input-refused',
      `standard input is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}
