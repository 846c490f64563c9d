import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { readCases } from '../read-cases.ts';

export const evaluateRbac: Command = {
  name: 'evaluate rbac',
  usage: 'evaluate rbac < CASES.json',
  summary: 'The RBAC evaluator alone, on objects and cases from standard input.',
  positionals: [0, 0],
  run: async (context) => {
    const document = await readCases(context);
    const { answers, refused } = await context.engine.request(
      'evaluate.rbac',
      { document },
      { signal: context.signal },
    );
    for (const line of refused) process.stderr.write(`${visibleText(line)}\n`);
    return { json: answers, text: '', alwaysJson: true };
  },
};
