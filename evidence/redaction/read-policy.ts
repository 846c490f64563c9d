import { parseDocument } from 'yaml';
import { TrustpathError } from '../../schema/errors.ts';
import { type RedactionPolicy, redactionPolicy } from '../../schema/redaction-policy.ts';
import { whyNotYaml } from '../../schema/yaml-fault.ts';

/**
 * A policy from JSON or YAML. What it does not say is replaced.
 * @throws TrustpathError `input-refused` that names file, place and reason
 */
export function readPolicy(text: string, file: string): RedactionPolicy {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  const fault = document.errors[0];
  if (fault) throw new TrustpathError('input-refused', `${file}: ${whyNotYaml(text, fault)}.`);
  const parsed = redactionPolicy.safeParse(document.toJS({ maxAliasCount: 10 }) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TrustpathError(
    'input-refused',
    `${file}: ${issue?.path.join('.') || 'the policy'}: ${issue?.message ?? 'does not fit'}`,
  );
}
