import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { given, requiredOption, textOption } from '../options.ts';

export const importKubernetes: Command = {
  name: 'import kubernetes',
  usage:
    'import kubernetes PATH… --cluster NAME --out SNAPSHOT [--server-version V] [--namespace NS] [--add] [--strict]',
  summary: 'Reads manifests, kubectl lists and rendered charts into a snapshot.',
  options: {
    cluster: { type: 'string' },
    'server-version': { type: 'string' },
    namespace: { type: 'string' },
    out: { type: 'string' },
    add: { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: [1, 10_000],
  run: async (context) => {
    const { options } = context;
    const answer = await context.engine.request(
      'import.kubernetes',
      given({
        paths: [...context.positionals],
        cluster: requiredOption(options, 'cluster'),
        serverVersion: textOption(options, 'server-version'),
        namespace: textOption(options, 'namespace'),
        out: requiredOption(options, 'out'),
        add: options.add === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};
