import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { given, requiredOption } from '../options.ts';

export const importKubernetesAudit: Command = {
  name: 'import kubernetes-audit',
  usage: 'import kubernetes-audit PATH… --cluster NAME --out SNAPSHOT [--add] [--strict]',
  summary: 'Reads audit logs of an API server into a snapshot: who did what in a cluster, from where.',
  options: {
    cluster: { type: 'string' },
    out: { type: 'string' },
    add: { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: [1, 10_000],
  run: async (context) => {
    const { options } = context;
    const { events, ...answer } = await context.engine.request(
      'import.kubernetes-audit',
      given({
        paths: [...context.positionals],
        cluster: requiredOption(options, 'cluster'),
        out: requiredOption(options, 'out'),
        add: options.add === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    const result = gathered(answer, options);
    return { ...result, json: { ...answer, events }, text: `${result.text}\n${events} requests read` };
  },
};
