import { statementsFor } from './compile-policy.ts';
import type { CompiledPolicy, Test } from './compiled.ts';
import { conditionsHold } from './condition.ts';
import type { Formula } from './formula.ts';
import { anyway, nameCaller } from './match-principal.ts';
import { readRequest } from './read-request.ts';
import type { RequestFacts } from './request-facts.ts';
import type { AwsRequest } from './types.ts';

/** A condition of an Allow statement that a request does not meet. */
export interface UnmetTest {
  /** JSON pointer of the statement inside the document. */
  readonly pointer: string;
  readonly title: string;
  readonly key: string;
  readonly operator: string;
  readonly wanted: readonly string[];
  /** What the request has; null where it lacks the key. */
  readonly given: readonly string[] | null;
}

/**
 * The conditions that keep each Allow statement of a resource's policy from allowing a request of a caller it names. Empty
 * where no statement names the caller for the action, or one allows. `fails` decides what is left open.
 */
export function unmetTests(
  request: AwsRequest,
  policy: CompiledPolicy,
  fails: (formula: Formula) => boolean = (formula) => formula === false,
): readonly UnmetTest[] {
  const facts = readRequest(request);
  const unmet: UnmetTest[] = [];
  for (const statement of statementsFor(policy, facts.action).allow) {
    if (statement.principal === null) continue;
    if (anyway(nameCaller(statement.principal, facts, 'Allow', false)) === false) continue;
    for (const test of statement.tests)
      if (fails(conditionsHold({ ...statement, tests: [test] }, facts)))
        unmet.push({
          pointer: statement.pointer,
          title: statement.title,
          key: test.key,
          operator: test.operator.name,
          wanted: test.values.map(({ text }) => text),
          given: valuesOf(test, facts),
        });
  }
  return unmet;
}

function valuesOf({ lowerKey }: Test, { given }: RequestFacts): readonly string[] | null {
  const values = given.get(lowerKey) ?? null;
  return values === null || values.length === 0 ? null : values;
}
