import type { Output, TrustPath } from '../../schema/contract.ts';
import { verbOf } from '../entity/kind.ts';
import { markdownCode } from '../entity/markdown.ts';

type Outcome = Output<'whatif'>;

/** The whole outcome as text for a ticket: every path hop by hop, every relation, every recorded use. */
export function outcomeMarkdown(changes: readonly { readonly title: string }[], outcome: Outcome): string {
  const { lost, gained, left, relations, breaks, guards, refused, unknowns } = outcome;
  return [
    '# What if',
    '',
    ...changes.map(({ title }, index) => `${index + 1}. ${line(title)}`),
    '',
    ...(refused.length === 0
      ? []
      : list(
          'Refused by admission, and not made',
          refused.map(
            ({ change, by, message }) => `change ${change + 1}, by ${markdownCode(by)}: ${line(message)}`,
          ),
        )),
    ...list(
      'What may break',
      breaks.map((use) => line(use.says)),
    ),
    ...list(
      'Guards',
      guards.map(
        ({ from, to, broken }) =>
          `${markdownCode(from)} to ${markdownCode(to)}: ${broken === null ? 'nothing leads there' : `broken: ${pathLine(broken)}`}`,
      ),
    ),
    ...list('Paths that end', lost.map(pathLine)),
    ...list('Paths that open', gained.map(pathLine)),
    ...list('Paths that are left', left.map(pathLine)),
    ...list('Relations that end', relations.lost.map(hopLine)),
    ...list('Relations that come', relations.gained.map(hopLine)),
    ...list(
      'Relations that hold otherwise',
      relations.changed.map(
        ({ before, after }) => `${hopLine(after)}: ${before.verdict} before, ${after.verdict} now`,
      ),
    ),
    ...list(
      'Not known',
      unknowns.map(
        ({ source, operation, reason }) =>
          `${markdownCode(operation)} of ${markdownCode(source)}: ${line(reason)}`,
      ),
    ),
  ].join('\n');
}

function list(title: string, items: readonly string[]): readonly string[] {
  const lines = items.length === 0 ? ['None.'] : items.map((item) => `- ${item}`);
  return [`## ${title}: ${items.length}`, '', ...lines, ''];
}

function pathLine({ from, hops, verdict }: TrustPath): string {
  const steps = hops.map((hop) => `${verbOf(hop.kind)} ${markdownCode(hop.to)}`);
  return `${markdownCode(from)} ${steps.join(', which ')} (${verdict})`;
}

function hopLine(hop: Outcome['relations']['lost'][number]): string {
  return `${markdownCode(hop.from)} ${verbOf(hop.kind)} ${markdownCode(hop.to)}`;
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ');
}
