import {
  CLAIM_IMPORT_NAMES,
  CLAIM_IMPORTS,
  type ClaimImport,
  type ImportKindDeclaration,
} from '../../schema/import-kinds.ts';
import type { Command } from '../command.ts';
import { gathered } from '../gathered.ts';
import { given, requiredOption, textOption } from '../options.ts';

/** One command for each kind of file of other programs, from the registry that the window's list is made from. */
export const IMPORT_CLAIMS: readonly Command[] = CLAIM_IMPORT_NAMES.map(commandFor);

function commandFor(kind: ClaimImport): Command {
  const declared: ImportKindDeclaration = CLAIM_IMPORTS[kind];
  const { cluster: wants, files, repository } = declared;
  const clusterUsage =
    wants === 'needed' ? ' --cluster NAME' : wants === 'optional' ? ' [--cluster NAME]' : '';
  return {
    name: `import ${kind}`,
    usage: `import ${kind} PATH…${clusterUsage}${repository ? ' [--repo OWNER/NAME]' : ''} --out SNAPSHOT [--add] [--strict]`,
    summary: `Reads ${files}, as what its program claims.`,
    options: {
      ...(wants === 'none' ? {} : { cluster: { type: 'string' as const } }),
      ...(repository === undefined ? {} : { repo: { type: 'string' as const } }),
      out: { type: 'string' },
      add: { type: 'boolean' },
      strict: { type: 'boolean' },
    },
    positionals: [1, 10_000],
    run: async (context) => {
      const { options } = context;
      const answer = await context.engine.request(
        'import.claims',
        given({
          kind,
          paths: [...context.positionals],
          cluster: wants === 'needed' ? requiredOption(options, 'cluster') : textOption(options, 'cluster'),
          repository: textOption(options, 'repo'),
          out: requiredOption(options, 'out'),
          add: options.add === true,
        }),
        { signal: context.signal, onProgress: context.onProgress },
      );
      return gathered(answer, options);
    },
  };
}
