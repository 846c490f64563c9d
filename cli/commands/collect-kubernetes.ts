import type { Command } from '../command.ts';
import { DESTINATION_OPTIONS, destinationOf } from '../destination.ts';
import { gathered } from '../gathered.ts';
import { countOption, given, textOption } from '../options.ts';

export const collectKubernetes: Command = {
  name: 'collect kubernetes',
  usage:
    'collect kubernetes --out SNAPSHOT [--context C]… [--kubeconfig FILE] [--cluster NAME] [--secret-keys] [--concurrency N] [--add] [--resume] [--strict]',
  summary: 'Collects Kubernetes clusters with a kubeconfig.',
  options: {
    context: { type: 'string', multiple: true },
    kubeconfig: { type: 'string' },
    cluster: { type: 'string' },
    'secret-keys': { type: 'boolean' },
    concurrency: { type: 'string' },
    ...DESTINATION_OPTIONS,
  },
  positionals: [0, 0],
  run: async (context) => {
    const { options } = context;
    const destination = destinationOf(options);
    const answer = await context.engine.request(
      'collect.kubernetes',
      given({
        ...destination,
        contexts: Array.isArray(options.context) ? options.context.map(String) : undefined,
        kubeconfig: textOption(options, 'kubeconfig'),
        cluster: textOption(options, 'cluster'),
        secretKeys: options['secret-keys'] === true,
        concurrency: countOption(options, 'concurrency', 1, 16),
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};
