import type { Command } from '../command.ts';
import { readCases } from '../read-cases.ts';

export const evaluateAws: Command = {
  name: 'evaluate aws',
  usage: 'evaluate aws < CASES.json',
  summary: 'The policy evaluator alone, on test vectors from standard input.',
  positionals: [0, 0],
  run: async (context) => {
    const cases = await readCases(context);
    const { answers } = await context.engine.request('evaluate.aws', { cases }, { signal: context.signal });
    return { json: answers, text: '', alwaysJson: true };
  },
};
