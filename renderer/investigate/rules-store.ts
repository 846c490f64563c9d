import { useEffect } from 'react';
import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';

export type Rule = Output<'rules.list'>['rules'][number];

const useRules = create<{ readonly rules: ReadonlyMap<string, Rule> | null }>(() => ({ rules: null }));

/** The rule with this id; null while the list is on its way or where there is none. */
export function useRule(id: string): Rule | null {
  const rules = useRules((state) => state.rules);
  useEffect(() => {
    if (rules !== null) return;
    engine.request('rules.list', {}).then(
      (answer) => useRules.setState({ rules: new Map(answer.rules.map((rule) => [rule.id, rule])) }),
      () => undefined, // The proof is there without it; the next hop asks again.
    );
  }, [rules]);
  return rules?.get(id) ?? null;
}
