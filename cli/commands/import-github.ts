import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { given, requiredOption } from '../options.ts';

export const importGithub: Command = {
  name: 'import github',
  usage: 'import github PATH… --out SNAPSHOT [--repo OWNER/NAME] [--add] [--strict]',
  summary: 'Reads repositories, saved API answers or an OpenGraph file into a snapshot.',
  options: {
    out: { type: 'string' },
    repo: { type: 'string', multiple: true },
    add: { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: [1, 10_000],
  run: async (context) => {
    const { repo } = context.options;
    const answer = await context.engine.request(
      'import.github',
      given({
        paths: [...context.positionals],
        out: requiredOption(context.options, 'out'),
        repositories: Array.isArray(repo) ? repo.map(String) : undefined,
        add: context.options.add === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, context.options);
  },
};
