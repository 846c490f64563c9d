import type { Change } from '../../schema/scenario.ts';
import type { Baseline } from '../scenario/again/baseline.ts';
import { changeWords } from '../scenario/change-words.ts';
import { type WhatIf, whatIf } from '../scenario/what-if.ts';
import type { EvaluatedCase, GuardrailDraft, Trial } from './guardrail.ts';
import { bestVerdicts, keyOf } from './verdicts.ts';

/** What of the changes that stand for a guardrail its admission policy has to refuse, and what it refused. */
export function admissionCase(
  { changes, refuses = [] }: GuardrailDraft,
  { refused }: Pick<WhatIf, 'refused'>,
): readonly EvaluatedCase[] {
  if (!changes.some(({ change }) => change === 'admission-policy')) return [];
  return [
    {
      says: 'the changes that stand for it are asked of the admission policy',
      wanted: refusedWords(changes, refuses),
      got: refusedWords(
        changes,
        refused.map(({ change }) => change),
      ),
    },
  ];
}

/**
 * Makes the changes of a trial, and tells what came of them beside what had to.
 * @throws TrustpathError where a change cannot be made in this snapshot, or `cancelled`
 */
export function tried(
  { says, changes, refuses, breaks, gainsNothing = false }: Trial,
  before: Baseline,
  signal?: AbortSignal,
): EvaluatedCase {
  const { after, refused, relations } = whatIf(before, { changes: [...changes] }, signal);
  const left = bestVerdicts(after.relations);
  const ended = breaks.filter((relation) => !left.has(keyOf(relation))).length;
  const told = (numbers: readonly number[], gone: number, come: number) =>
    [
      refusedWords(changes, numbers),
      ...(breaks.length === 0 ? [] : [`${gone} of ${breaks.length} relations of what is refused end`]),
      ...(gainsNothing ? [come === 0 ? 'nothing comes of it' : `${come} relations come of it`] : []),
    ].join('; ');
  return {
    says,
    wanted: told(refuses, breaks.length, 0),
    got: told(
      refused.map(({ change }) => change),
      ended,
      relations.gained.length,
    ),
  };
}

function refusedWords(changes: readonly Change[], numbers: readonly number[]): string {
  if (numbers.length === 0) return 'nothing is refused';
  const words = numbers.flatMap((number) => {
    const change = changes[number];
    return change ? [changeWords(change)] : [];
  });
  return `refused: ${words.join(', ')}`;
}
