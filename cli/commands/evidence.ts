import { parseArgs } from 'node:util';
import type { Input } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';
import { splitWords } from '../split-words.ts';
import { withSnapshot } from '../with-snapshot.ts';

type Question = Input<'evidence.write'>['question'];

const QUESTION_HELP =
  '--question takes "trace CREDENTIAL-OR-ENTITY" ("trace -" reads standard input), "path --from A [--to B] [--k K]" "exposure --to B" or "findings".';

/** Reads a question as the commands of the same names are written: with options, or with positionals. */
async function parseQuestion(text: string, readStdin: () => Promise<string>): Promise<Question> {
  const [kind, ...args] = splitWords(text);
  let parsed: ReturnType<typeof parseQuestionArgs>;
  try {
    parsed = parseQuestionArgs(args);
  } catch {
    throw new TrustpathError('usage', QUESTION_HELP);
  }
  const { values, positionals } = parsed;
  const [first, second] = positionals;
  const from = values.from ?? first;
  const to = values.to ?? (kind === 'exposure' ? first : values.from === undefined ? second : first);
  if ((kind === 'trace' || kind === 'reach') && from !== undefined) {
    const words = values.from ?? positionals.join(' ');
    return { kind: 'trace', text: words === '-' ? await readStdin() : words };
  }
  if (kind === 'path' && from !== undefined) {
    return given({ kind: 'path' as const, from, to, k: countOption(values, 'k', 1, 100) });
  }
  if (kind === 'exposure' && to !== undefined) return { kind, to };
  if (kind === 'findings' && args.length === 0) return { kind };
  throw new TrustpathError('usage', QUESTION_HELP);
}

function parseQuestionArgs(args: string[]) {
  return parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' }, k: { type: 'string' } },
    allowPositionals: true,
  });
}

export const evidence: Command = {
  name: 'evidence',
  usage:
    'evidence SNAPSHOT --question "trace X"|"path --from A --to B"|"exposure --to B"|"findings" --out DIR|ZIP [--operator NAME] [--key FILE] [--with-snapshot]',
  summary: 'Writes a signed evidence bundle that is readable and verifiable without Trustpath.',
  options: {
    question: { type: 'string' },
    out: { type: 'string' },
    operator: { type: 'string' },
    key: { type: 'string' },
    'with-snapshot': { type: 'boolean' },
  },
  positionals: [1, 1],
  run: async (context) => {
    const out = requiredOption(context.options, 'out');
    const question = await parseQuestion(requiredOption(context.options, 'question'), context.readStdin);
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'evidence.write',
        given({
          handle,
          question,
          out,
          operator: textOption(context.options, 'operator'),
          keyFile: textOption(context.options, 'key'),
          withSnapshot: context.options['with-snapshot'] === true,
        }),
        { signal: context.signal, onProgress: context.onProgress },
      );
      return {
        json: answer,
        text: `Wrote ${answer.path}: ${answer.files} files, manifest sha256 ${answer.manifestSha256}, signed with key ${answer.keyId}`,
      };
    });
  },
};
