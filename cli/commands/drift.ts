import type { Hop, Output } from '../../schema/contract.ts';
import { DRIFT_FORMATS, DRIFT_PART_NAMES, DRIFT_PARTS, type DriftPart, NO_CASE } from '../../schema/drift.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { choiceOf, choiceOption, textOption } from '../options.ts';
import { countingCase } from '../with-case.ts';
import { withTwoSnapshots } from '../with-snapshot.ts';

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
    const { engine, signal, options } = context;
    const asked = choiceOption(options, 'format', FORMATS) ?? 'text';
    const words = textOption(options, 'fail-on')?.split(',') ?? [];
    const failOn = words.map((word) => choiceOf(word, 'fail-on', DRIFT_PART_NAMES));
    if (failOn.includes('exceptions') && textOption(options, 'case') === undefined)
      throw new TrustpathError('usage', '--fail-on exceptions needs --case: exceptions are kept there.');
    return withTwoSnapshots(context, async (before, after) => {
      const format = DRIFT_FORMATS.find((each) => each === asked);
      const answer = await countingCase(context, textOption(options, 'case'), after, () =>
        engine.request('drift', { before, after, ...(format && { format }) }, { signal }),
      );
      return {
        json: answer.drift,
        text: answer.text?.trimEnd() ?? driftText(answer.drift),
        alwaysJson: asked === 'json',
        status: failOn.some((part) => answer.drift[part].length > 0) ? CHECK_FAILED : 0,
      };
    });
  },
};

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
  if (lines.length === 0) lines.push('Nothing drifted.');
  return [...lines, ...(drift.hasCase ? [] : [NO_CASE])].join('\n');
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
