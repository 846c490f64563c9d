import { Environment } from '@marcbachmann/cel-js';
import type { Json } from '../../../schema/json.ts';

/** One thing that an admission policy asks of an object, in CEL over `object`. */
export interface Validation {
  readonly expression: string;
  readonly message?: string | undefined;
}

const environment = new Environment({ limits: { maxAstNodes: 1_000, maxDepth: 50 } }).registerVariable(
  'object',
  'map',
);

/**
 * The first validation that an object does not pass, by an interpreter of CEL; null where it passes all. An error refuses
 * it, as `failurePolicy: Fail` does.
 */
export function refusedBy(validations: readonly Validation[], object: Json): Validation | null {
  const refusing = validations.find(({ expression }) => {
    try {
      return environment.parse(expression)({ object }) !== true;
    } catch {
      return true;
    }
  });
  return refusing ?? null;
}

export function admits(validations: readonly Validation[], object: Json): boolean {
  return refusedBy(validations, object) === null;
}

/** Why an expression cannot be asked here at all; null where it can. */
export function whyNotAsked(expression: string): string | null {
  try {
    const { valid, error } = environment.check(expression);
    return valid ? null : (error?.message ?? 'it is no expression');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
