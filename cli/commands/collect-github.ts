import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';

export const collectGithub: Command = {
  name: 'collect github',
  usage:
    'collect github --out SNAPSHOT [--org O]… [--repo O/R]… [--base-url URL] [--previous SNAPSHOT] [--concurrency N] [--add] [--resume] [--strict]',
  summary: 'Collects organizations or repositories of GitHub with the token of this machine.',
  options: {
    out: { type: 'string' },
    org: { type: 'string', multiple: true },
    repo: { type: 'string', multiple: true },
    'base-url': { type: 'string' },
    previous: { type: 'string' },
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
      'collect.github',
      given({
        out: requiredOption(options, 'out'),
        organizations: Array.isArray(options.org) ? options.org.map(String) : undefined,
        repositories: Array.isArray(options.repo) ? options.repo.map(String) : undefined,
        baseUrl: textOption(options, 'base-url'),
        previous: textOption(options, 'previous'),
        concurrency: countOption(options, 'concurrency', 1, 16),
        add: options.add === true,
        resume: options.resume === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};
