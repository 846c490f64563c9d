import { parseArgs } from 'node:util';
import type { Input } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command, OptionValues } from '../command.ts';
import { countOption, given, listOption, requiredOption, textOption } from '../options.ts';
import { readScenario } from '../read-scenario.ts';
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
    'evidence SNAPSHOT --question "trace X"|"path --from A --to B"|"exposure --to B"|"findings" --out DIR|ZIP [--path N]… [--finding ID]… [--whatif FILE [--plan]] [--compare EARLIER] [--case FILE] [--operator NAME] [--key FILE] [--with-snapshot]',
  summary: 'Writes a signed evidence bundle that is readable and verifiable without Trustpath.',
  options: {
    question: { type: 'string' },
    out: { type: 'string' },
    path: { type: 'string', multiple: true },
    finding: { type: 'string', multiple: true },
    whatif: { type: 'string' },
    plan: { type: 'boolean' },
    compare: { type: 'string' },
    case: { type: 'string' },
    operator: { type: 'string' },
    key: { type: 'string' },
    'with-snapshot': { type: 'boolean' },
  },
  positionals: [1, 1],
  run: async (context) => {
    const { engine, options, signal, onProgress } = context;
    const out = requiredOption(options, 'out');
    const choose = chosen(options);
    const file = textOption(options, 'whatif');
    if (options.plan === true && file === undefined)
      throw new TrustpathError('usage', '--plan needs --whatif FILE: it is the plan of its changes.');
    const scenario = file === undefined ? undefined : await readScenario(file);
    const question = await parseQuestion(requiredOption(options, 'question'), context.readStdin);
    return withSnapshot(context, async (handle) => {
      const earlierFile = textOption(options, 'compare');
      const caseFile = textOption(options, 'case');
      const earlier =
        earlierFile && (await engine.request('snapshot.open', { path: earlierFile }, { signal })).handle;
      const opened = caseFile && (await engine.request('case.open', { path: caseFile })).case;
      try {
        const answer = await engine.request(
          'evidence.write',
          given({
            handle,
            question,
            out,
            choose,
            scenario,
            withPlan: options.plan === true,
            earlier,
            case: opened,
            operator: textOption(options, 'operator'),
            keyFile: textOption(options, 'key'),
            withSnapshot: options['with-snapshot'] === true,
          }),
          { signal, onProgress },
        );
        return {
          json: answer,
          text: [
            `Wrote ${answer.path}: ${answer.files} files, manifest sha256 ${answer.manifestSha256}, signed with key ${answer.keyId}`,
            ...answer.notRederived
              .slice(0, MOST_TOLD)
              .map(
                (problem) => `Does not follow from the documents by this version: ${visibleText(problem)}.`,
              ),
          ].join('\n'),
        };
      } finally {
        if (earlier) await engine.request('snapshot.close', { handle: earlier });
        if (opened) await engine.request('case.close', { case: opened });
      }
    });
  },
};

/** Statements that are told to be without ground, where there are many. */
const MOST_TOLD = 5;

/** Paths as the report numbers them, from 1. */
function chosen(options: OptionValues) {
  const paths = listOption(options, 'path').map((text) => {
    if (!/^[1-9]\d{0,5}$/.test(text))
      throw new TrustpathError(
        'usage',
        `--path takes the number of a path in the report, from 1, not ${JSON.stringify(text)}.`,
      );
    return Number(text) - 1;
  });
  const findings = listOption(options, 'finding');
  if (paths.length === 0 && findings.length === 0) return undefined;
  return { ...(paths.length > 0 && { paths }), ...(findings.length > 0 && { findings }) };
}
