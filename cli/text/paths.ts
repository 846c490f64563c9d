import type { Hop, Output, TrustPath } from '../../schema/contract.ts';
import { withoutControlPaths } from '../../schema/control-paths.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { visibleText } from '../../schema/visible-text.ts';
import { exceptionLine } from './exception.ts';

const CERTAINTY = { allow: '', conditional: ' (conditional)', unknown: ' (unknown)' };

export function hopLines(hop: Hop, number: number): string[] {
  const lines = [
    `  ${number}. ${RELATION_KINDS[hop.kind].label} ${visibleText(hop.to)}${CERTAINTY[hop.verdict]}  [${hop.rule}${hop.techniques.length > 0 ? `; ${hop.techniques.join(', ')}` : ''}]`,
  ];
  if (hop.observed) lines.push(`       ${observedWords(hop.observed)}`);
  for (const step of hop.proof) lines.push(`       ${visibleText(step.says)}`);
  const lead = hop.verdict === 'unknown' ? 'not known:' : 'only if';
  for (const condition of hop.conditions) lines.push(`       ${lead} ${visibleText(condition)}`);
  return lines;
}

/** `observed 3 times, 2026-11-01 10:00 to 2026-11-20 11:30 UTC, from 198.51.100.7` */
function observedWords({ first, last, count, from }: NonNullable<Hop['observed']>): string {
  const minute = (time: string) => time.slice(0, 16).replace('T', ' ');
  const when = first === last ? minute(first) : `${minute(first)} to ${minute(last)}`;
  const where = from.length > 0 ? `, from ${from.map(visibleText).join(', ')}` : '';
  return `observed ${count === 1 ? 'once' : `${count} times`}, ${when} UTC${where}`;
}

export function pathLines(path: TrustPath, number: number): string[] {
  const count = path.hops.length === 1 ? '1 hop' : `${path.hops.length} hops`;
  return [
    `Path ${number}: ${visibleText(path.from)} to ${visibleText(path.to)}, ${count}${CERTAINTY[path.verdict]}`,
    ...exceptionLine(path.exception),
    ...path.hops.flatMap((hop, index) => hopLines(hop, index + 1)),
  ];
}

/** All paths; what is only controlled by way of an account that has its own path is told in one line. */
export function pathList(paths: readonly TrustPath[]): string[] {
  const told = withoutControlPaths(paths);
  return [
    ...told.paths.flatMap((path, index) => pathLines(path, index + 1)),
    ...[...told.controlled].map(
      ([account, ends]) =>
        `Whoever administers ${visibleText(account)} controls ${ends.length} more crown ${ends.length === 1 ? 'jewel' : 'jewels'} in it: ${ends.map(visibleText).join(', ')}`,
    ),
  ];
}

export function unknownLines(unknowns: Output<'path'>['unknowns']): string[] {
  if (unknowns.length === 0) return [];
  return [
    'Not known:',
    ...unknowns.map(
      (gap) =>
        `  ${visibleText(gap.source)} ${gap.operation}: ${visibleText(gap.reason)}${gap.kinds.length > 0 ? ` Could change: ${gap.kinds.map((kind) => RELATION_KINDS[kind].label).join(', ')}.` : ''}`,
    ),
  ];
}
