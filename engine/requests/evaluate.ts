import { evaluateCases } from '../../analysis/aws/evaluate/cases.ts';
import { evaluateRbacCases } from '../../analysis/kubernetes/evaluate/cases.ts';
import { evaluateOidcCases } from '../../analysis/oidc/cases.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';

export function evaluateAws(input: ParsedInput<'evaluate.aws'>): Output<'evaluate.aws'> {
  return { answers: evaluateCases(input.cases) as Output<'evaluate.aws'>['answers'] };
}

export function evaluateOidc(input: ParsedInput<'evaluate.oidc'>): Output<'evaluate.oidc'> {
  return { answers: evaluateOidcCases(input.cases) as Output<'evaluate.oidc'>['answers'] };
}

export function evaluateRbac(input: ParsedInput<'evaluate.rbac'>): Output<'evaluate.rbac'> {
  const { answers, refused } = evaluateRbacCases(input.document);
  return { answers: answers as Output<'evaluate.rbac'>['answers'], refused: [...refused] };
}
