import type { Hop, Output, TrustPath } from '../../schema/contract.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';

/** Names come from outside: control and bidirectional characters are shown escaped, so that they cannot repaint a line. */
export function visible(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

const CERTAINTY = { allow: '', conditional: ' (conditional)', unknown: ' (unknown)' };

export function hopLines(hop: Hop, number: number): string[] {
  const lines = [
    `  ${number}. ${RELATION_KINDS[hop.kind].label} ${visible(hop.to)}${CERTAINTY[hop.verdict]}  [${hop.rule}${hop.techniques.length > 0 ? `; ${hop.techniques.join(', ')}` : ''}]`,
  ];
  for (const step of hop.proof) lines.push(`       ${visible(step.says)}`);
  for (const condition of hop.conditions) lines.push(`       only if ${visible(condition)}`);
  return lines;
}

export function pathLines(path: TrustPath, number: number): string[] {
  const count = path.hops.length === 1 ? '1 hop' : `${path.hops.length} hops`;
  return [
    `Path ${number}: ${visible(path.from)} to ${visible(path.to)}, ${count}${CERTAINTY[path.verdict]}`,
    ...path.hops.flatMap((hop, index) => hopLines(hop, index + 1)),
  ];
}

export function unknownLines(unknowns: Output<'path'>['unknowns']): string[] {
  if (unknowns.length === 0) return [];
  return [
    'Not known:',
    ...unknowns.map(
      (gap) =>
        `  ${visible(gap.source)} ${gap.operation}: ${visible(gap.reason)}${gap.kinds.length > 0 ? ` May hide: ${gap.kinds.map((kind) => RELATION_KINDS[kind].label).join(', ')}.` : ''}`,
    ),
  ];
}
