import type { Json } from '../../../schema/json.ts';
import { REPLACE_ALL, type RedactionPolicy } from '../../../schema/redaction-policy.ts';
import { createLearner } from '../learn.ts';
import { createRedactor, type Redactor } from '../redactor.ts';

/** A redactor of documents that are all there is. */
export function redactorFor(
  key: Buffer,
  documents: readonly Json[],
  policy: RedactionPolicy = REPLACE_ALL,
): Redactor {
  const learner = createLearner(policy);
  for (const document of documents) learner.document(document);
  return createRedactor(key, learner.done());
}
