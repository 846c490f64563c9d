import type { Command } from '../command.ts';
import { DESTINATION_OPTIONS, destinationOf } from '../destination.ts';
import { gathered } from '../gathered.ts';
import { countOption, given, textOption } from '../options.ts';

export const collectGithub: Command = {
  name: 'collect github',
  usage:
    'collect github --out SNAPSHOT [--org O]… [--repo O/R]… [--base-url URL] [--previous SNAPSHOT] [--concurrency N] [--add] [--resume] [--strict]',
  summary: 'Collects organizations or repositories of GitHub with the token of this machine.',
  options: {
    org: { type: 'string', multiple: true },
    repo: { type: 'string', multiple: true },
    'base-url': { type: 'string' },
    previous: { type: 'string' },
    concurrency: { type: 'string' },
    ...DESTINATION_OPTIONS,
  },
  positionals: [0, 0],
  run: async (context) => {
    const { options } = context;
    const destination = destinationOf(options);
    const answer = await context.engine.request(
      'collect.github',
      given({
        ...destination,
        organizations: Array.isArray(options.org) ? options.org.map(String) : undefined,
        repositories: Array.isArray(options.repo) ? options.repo.map(String) : undefined,
        baseUrl: textOption(options, 'base-url'),
        previous: textOption(options, 'previous'),
        concurrency: countOption(options, 'concurrency', 1, 16),
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};
