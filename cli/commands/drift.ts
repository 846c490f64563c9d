import type { Hop, Output } from '../../schema/contract.ts';
import {
  DRIFT_FORMATS,
  DRIFT_PART_NAMES,
  DRIFT_PARTS,
  type DriftFormat,
  type DriftPart,
} from '../../schema/drift.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { textOption } from '../options.ts';
import { countingCase } from '../with-case.ts';

type Drift = Output<'drift'>['drift'];

const FORMATS = ['text', 'json', ...DRIFT_FORMATS] as const;
const MOST_LINES = 20;
const CHECK_FAILED = 4;

export const drift: Command = {
  name: 'drift',
  usage: `drift EARLIER LATER [--case CASE] [--format ${FORMATS.join('|')}] [--fail-on PART,…]`,
  summary: 'What is new since an earlier snapshot and asks for attention, for use week by week.',
  options: { case: { type: 'string' }, format: { type: 'string' }, 'fail-on': { type: 'string' } },
  positionals: [2, 2],
  run: async (context) => {
    const { engine, signal, positionals, options } = context;
    const asked = formatOf(textOption(options, 'format') ?? 'text');
    const failOn = partsOf(textOption(options, 'fail-on'));
    const handles: string[] = [];
    try {
      for (const path of positionals) {
        const opened = await engine.request('snapshot.open', { path }, { signal });
        for (const warning of opened.warnings) process.stderr.write(`${warning}\n`);
        handles.push(opened.handle);
      }
      const [before = '', after = ''] = handles;
      const format = (DRIFT_FORMATS as readonly string[]).includes(asked)
        ? (asked as DriftFormat)
        : undefined;
      const answer = await countingCase(context, textOption(options, 'case'), after, () =>
        engine.request('drift', { before, after, ...(format && { format }) }, { signal }),
      );
      return {
        json: answer.drift,
        text: answer.text?.trimEnd() ?? driftText(answer.drift),
        alwaysJson: asked === 'json',
        status: failOn.some((part) => answer.drift[part].length > 0) ? CHECK_FAILED : 0,
      };
    } finally {
      for (const handle of handles) await engine.request('snapshot.close', { handle });
    }
  },
};

function formatOf(word: string): (typeof FORMATS)[number] {
  const found = FORMATS.find((each) => each === word);
  if (found === undefined)
    throw new TrustpathError('usage', `--format takes ${FORMATS.join(', ')}, not ${JSON.stringify(word)}.`);
  return found;
}

function partsOf(words: string | undefined): DriftPart[] {
  return (words?.split(',') ?? []).map((word) => {
    const found = DRIFT_PART_NAMES.find((each) => each === word);
    if (found === undefined)
      throw new TrustpathError(
        'usage',
        `--fail-on takes ${DRIFT_PART_NAMES.join(', ')}, not ${JSON.stringify(word)}.`,
      );
    return found;
  });
}

function driftText(drift: Drift): string {
  const lines = DRIFT_PART_NAMES.flatMap((part) => {
    const all = linesOf(drift)[part];
    if (all.length === 0) return [];
    const more = all.length - MOST_LINES;
    return [
      `${DRIFT_PARTS[part]}: ${all.length}`,
      ...all.slice(0, MOST_LINES).map((line) => `  ${visibleText(line)}`),
      ...(more > 0 ? [`  and ${more} more; --json has all`] : []),
    ];
  });
  if (drift.unsure > 0)
    lines.push(`${drift.unsure} more may be new: the earlier snapshot did not look where the later did.`);
  return lines.length === 0 ? 'Nothing drifted.' : lines.join('\n');
}

function linesOf(drift: Drift): Record<DriftPart, string[]> {
  const named = ({ id, kind }: Drift['identities'][number]) => `${kind} ${id}`;
  return {
    paths: drift.paths.map(
      ({ change, to, path }) => `${path.from} reaches ${to}, opened by: ${hopText(change)}`,
    ),
    trust: drift.trust.map(hopText),
    privileges: drift.privileges.map(hopText),
    identities: drift.identities.map(named),
    credentials: drift.credentials.map(named),
    expired: drift.expired.map(({ id, says, known }) => `${id}: ${says}${known ? ' (as before)' : ''}`),
    exceptions: drift.exceptions.map(
      ({ id, exception }) => `${id}: held until ${exception.expires}; ${exception.owner} answered for it`,
    ),
  };
}

function hopText({ from, kind, to, verdict }: Hop): string {
  return `${from} ${RELATION_KINDS[kind].label} ${to}${verdict === 'allow' ? '' : ` (${verdict})`}`;
}
