import { CircleCheck, CircleDashed, CircleHelp, CircleX } from 'lucide-react';
import type { Guardrail } from './guardrails-store.ts';

type Verdict = Guardrail['check']['verdict'];

export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  holds: 'Breaks what it must, keeps what it must; the evaluators answer as wanted.',
  harmless: 'Takes nothing that is in use; nothing in this snapshot had to break.',
  fails: 'Failed when it was tried, and is not written.',
  untried: 'Could not be tried against this snapshot.',
};
const ICONS = { holds: CircleCheck, harmless: CircleDashed, fails: CircleX, untried: CircleHelp } as const;
const COLOURS = { holds: 'ok-text', harmless: '', fails: 'bad-text', untried: 'muted' } as const;

/** How a guardrail did when it was tried, as icon and word. */
export function GuardrailVerdict({ verdict }: { readonly verdict: Verdict }) {
  const Icon = ICONS[verdict];
  return (
    <span className={`row guardrail-verdict ${COLOURS[verdict]}`} title={VERDICT_MEANINGS[verdict]}>
      <Icon size={14} aria-hidden />
      {verdict}
    </span>
  );
}
