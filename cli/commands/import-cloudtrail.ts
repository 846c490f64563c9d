import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { given, requiredOption } from '../options.ts';

export const importCloudTrail: Command = {
  name: 'import cloudtrail',
  usage: 'import cloudtrail PATH… --out SNAPSHOT [--add] [--keep PRINCIPAL-OR-KEY]… [--strict]',
  summary: 'Reads CloudTrail logs into a snapshot: who used which key, assumed what, from where.',
  options: {
    out: { type: 'string' },
    add: { type: 'boolean' },
    keep: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
  },
  positionals: [1, 10_000],
  run: async (context) => {
    const { keep } = context.options;
    const { events, ...answer } = await context.engine.request(
      'import.cloudtrail',
      given({
        paths: [...context.positionals],
        out: requiredOption(context.options, 'out'),
        add: context.options.add === true,
        keep: Array.isArray(keep) ? keep.map(String) : undefined,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    const result = gathered(answer, context.options);
    return { ...result, json: { ...answer, events }, text: `${result.text}\n${events} events read` };
  },
};
