import { CircleCheck, CircleDashed, CircleHelp } from 'lucide-react';
import type { Verdict } from '../../schema/records.ts';

const WORDS: Readonly<Record<Verdict, { word: string; meaning: string }>> = {
  allow: { word: 'allowed', meaning: 'Holds as the configuration stands.' },
  conditional: { word: 'conditional', meaning: 'Holds when the conditions named are met.' },
  unknown: { word: 'unknown', meaning: 'Cannot be decided: something was not collected.' },
};

/** A verdict as icon and word. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const Icon = verdict === 'allow' ? CircleCheck : verdict === 'conditional' ? CircleDashed : CircleHelp;
  return (
    <span className={`verdict verdict-${verdict}`} title={WORDS[verdict].meaning}>
      <Icon size={14} strokeWidth={2} aria-hidden />
      {WORDS[verdict].word}
    </span>
  );
}
