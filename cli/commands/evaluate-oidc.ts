import type { Command } from '../command.ts';
import { readCases } from '../read-cases.ts';

export const evaluateOidc: Command = {
  name: 'evaluate oidc',
  usage: 'evaluate oidc < CASES.json',
  summary: 'Tokens held against the trust of AWS, Google Cloud or Azure, and the trust graded.',
  positionals: [0, 0],
  run: async (context) => {
    const cases = await readCases(context);
    const { answers } = await context.engine.request('evaluate.oidc', { cases }, { signal: context.signal });
    return { json: answers, text: '', alwaysJson: true };
  },
};
