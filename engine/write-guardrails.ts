import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CONTROL_SOURCES } from '../analysis/guardrails/controls.ts';
import type { Output } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { whyNotWritten } from '../schema/lasting-files.ts';
import { visibleText } from '../schema/visible-text.ts';

type Record = Output<'guardrails'>['guardrails'][number];

const VERDICTS = {
  holds:
    'does what it must: what has to break breaks, what has to stay stays, and the evaluators answer as wanted',
  harmless: 'takes nothing that is in use; nothing in this snapshot had to break',
  fails: 'failed when it was tried, and is not given',
  untried: 'could not be tried against this snapshot',
} as const satisfies { readonly [K in Record['check']['verdict']]: string };

/**
 * Writes guardrails into a folder that is not there yet: a folder each, with its files and a page of what was tried.
 * Written beside and renamed, so that nothing half-written is left.
 * @returns the folder
 * @throws TrustpathError `output-refused`
 */
export function writeGuardrails(
  out: string,
  records: readonly Record[],
  notes: readonly string[],
  snapshot: string | null,
): string {
  const target = resolve(out);
  if (existsSync(target))
    throw new TrustpathError('output-refused', `${out}: exists already. Name a folder that does not.`);
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    const given = records.filter(({ check }) => check.verdict !== 'fails');
    for (const record of given) {
      const folder = join(unfinished, record.id);
      mkdirSync(folder);
      for (const { name, text } of record.files) writeFileSync(join(folder, name), text, { flag: 'wx' });
      writeFileSync(join(folder, 'README.md'), pageOf(record), { flag: 'wx' });
    }
    writeFileSync(join(unfinished, 'README.md'), indexOf(records, notes, snapshot), { flag: 'wx' });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new TrustpathError('output-refused', `${out}: ${whyNotWritten(error)}.`, { cause: error });
  }
  return target;
}

function indexOf(records: readonly Record[], notes: readonly string[], snapshot: string | null): string {
  return [
    '# Guardrails',
    '',
    `Made from the snapshot ${snapshot ?? 'without a digest'}. Nothing here was applied anywhere.`,
    '',
    '| Guardrail | When it was tried |',
    '| --- | --- |',
    ...records.map(
      ({ id, title, check }) =>
        `| ${check.verdict === 'fails' ? cell(title) : `[${cell(title)}](${id}/README.md)`} | ${VERDICTS[check.verdict]} |`,
    ),
    '',
    ...(notes.length === 0 ? [] : ['Not made:', '', ...notes.map((note) => `- ${line(note)}`), '']),
  ].join('\n');
}

function pageOf({ title, why, apply, stand, limits, controls, files, check }: Record): string {
  const edges = (list: Record['check']['broken']) => [
    ...list.slice(0, 20).map(({ from, kind, to }) => `- ${code(from)} ${kind} ${code(to)}`),
    ...(list.length > 20 ? [`- and ${list.length - 20} more`] : []),
  ];
  const section = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${name}`, '', ...lines, ''];
  return [
    `# ${line(title)}`,
    '',
    line(why),
    '',
    ...section(
      'Files',
      files.map(({ name }) => `- ${name}`),
    ),
    ...section('Putting it in place', [line(apply)]),
    ...section('How it was tried', [
      `It ${VERDICTS[check.verdict]}.`,
      '',
      ...(stand === '' ? [] : [line(stand), '']),
      `Ways to crown jewels that end: ${check.pathsEnded}; that are left: ${check.pathsLeft}.`,
    ]),
    ...section(`Broken, as it must be (${check.broken.length})`, edges(check.broken)),
    ...section(`Kept, as it must be (${check.kept.length})`, edges(check.kept)),
    ...section(
      'Asked of the evaluators',
      check.cases.map(({ says, got }) => `- ${line(says)}: ${got}`),
    ),
    ...section(
      'Recorded use that goes on, as far as can be told',
      check.usesUnattributed
        .map(({ says }) => `- ${line(says)}`)
        .filter((each, at, all) => all.indexOf(each) === at),
    ),
    ...section(
      'What it does not do',
      limits.map((each) => `- ${line(each)}`),
    ),
    ...section('Controls', [
      ...controls.map(({ catalogue, id, title: name }) => `- ${catalogue} ${id}: ${name}`),
      '',
      ...[...new Set(controls.map(({ catalogue }) => catalogue))].map((catalogue) => {
        const source = CONTROL_SOURCES[catalogue as keyof typeof CONTROL_SOURCES];
        return `${source.edition}: <${source.url}>  `;
      }),
    ]),
  ].join('\n');
}

/** Names come from outside: they are shown as text, on one line. */
function line(text: string): string {
  return visibleText(text).replace(/[<>]/g, (found) => (found === '<' ? '&lt;' : '&gt;'));
}

function cell(text: string): string {
  return line(text).replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${visibleText(text).replaceAll('`', "'")}\``;
}
