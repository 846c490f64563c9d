import { RULES } from '../../analysis/rules/registry.ts';
import type { Output } from '../../schema/contract.ts';

export function listRules(): Output<'rules.list'> {
  return {
    rules: RULES.map((rule) => ({
      id: rule.id,
      title: rule.title,
      kind: rule.kind,
      techniques: [...rule.techniques],
      enables: rule.enables,
      fix: rule.fix,
      references: [...rule.references],
    })),
  };
}
