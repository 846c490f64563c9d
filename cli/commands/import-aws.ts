import type { Command } from '../command.ts';
import { requiredOption } from '../options.ts';
import { infoText } from './info.ts';

const GAPS_STATUS = 5;

export const importAws: Command = {
  name: 'import aws',
  usage: 'import aws PATH… --out SNAPSHOT [--add] [--strict]',
  summary: 'Reads AWS CLI output files into a snapshot.',
  options: { out: { type: 'string' }, add: { type: 'boolean' }, strict: { type: 'boolean' } },
  positionals: [1, 10_000],
  run: async (context) => {
    const { info, gaps } = await context.engine.request(
      'import.aws',
      {
        paths: [...context.positionals],
        out: requiredOption(context.options, 'out'),
        add: context.options.add === true,
      },
      { signal: context.signal, onProgress: context.onProgress },
    );
    return {
      json: { info, gaps },
      text: infoText(info),
      status: context.options.strict && gaps > 0 ? GAPS_STATUS : 0,
    };
  },
};
