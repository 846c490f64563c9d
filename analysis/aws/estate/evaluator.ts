import { type CompiledPolicy, compilePolicyLenient } from '../evaluate/evaluate.ts';
import type { PolicySource } from '../evaluate/types.ts';

/** What was collected is not ours to refuse: what is not understood makes answers `unknown`. */
export function compilePolicy(source: PolicySource): CompiledPolicy {
  return compilePolicyLenient(source).policy;
}

export { type CompiledPolicy, evaluate } from '../evaluate/evaluate.ts';
