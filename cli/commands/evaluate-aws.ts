import type { Input } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';

export const evaluateAws: Command = {
  name: 'evaluate aws',
  usage: 'evaluate aws < CASES.json',
  summary: 'The policy evaluator alone, on test vectors from standard input.',
  positionals: [0, 0],
  run: async (context) => {
    const text = await context.readStdin();
    let cases: Input<'evaluate.aws'>['cases'];
    try {
      cases = JSON.parse(text.replace(/^\ufeff/, ''));
    } catch (error) {
      throw new TrustpathError(
        'input-refused',
        `standard input is not JSON: ${error instanceof Error ? error.message : error}`,
      );
    }
    const { answers } = await context.engine.request('evaluate.aws', { cases }, { signal: context.signal });
    return { json: answers, text: '', alwaysJson: true };
  },
};
