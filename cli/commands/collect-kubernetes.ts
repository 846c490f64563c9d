import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';

export const collectKubernetes: Command = {
  name: 'collect kubernetes',
  usage:
    'collect kubernetes --out SNAPSHOT [--context C]… [--kubeconfig FILE] [--cluster NAME] [--secret-keys] [--concurrency N] [--add] [--resume] [--strict]',
  summary: 'Collects Kubernetes clusters with a kubeconfig.',
  options: {
    out: { type: 'string' },
    context: { type: 'string', multiple: true },
    kubeconfig: { type: 'string' },
    cluster: { type: 'string' },
    'secret-keys': { type: 'boolean' },
    concurrency: { type: 'string' },
    add: { type: 'boolean' },
    resume: { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: [0, 0],
  run: async (context) => {
    const { options } = context;
    if (options.add && options.resume) {
      throw new TrustpathError(
        'usage',
        '--add brings another source into a file, --resume continues one: give one of them.',
      );
    }
    const answer = await context.engine.request(
      'collect.kubernetes',
      given({
        out: requiredOption(options, 'out'),
        contexts: Array.isArray(options.context) ? options.context.map(String) : undefined,
        kubeconfig: textOption(options, 'kubeconfig'),
        cluster: textOption(options, 'cluster'),
        secretKeys: options['secret-keys'] === true,
        concurrency: countOption(options, 'concurrency', 1, 16),
        add: options.add === true,
        resume: options.resume === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};
