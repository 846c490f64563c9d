import { evaluateCases } from '../../analysis/aws/evaluate/cases.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';

export function evaluateAws(input: ParsedInput<'evaluate.aws'>): Output<'evaluate.aws'> {
  return { answers: evaluateCases(input.cases) as Output<'evaluate.aws'>['answers'] };
}
