import { Environment } from '@marcbachmann/cel-js';
import { stringify } from 'yaml';
import type { Json, JsonObject } from '../../schema/json.ts';

/** One thing that an admission policy asks of an object, in CEL over `object`. */
export interface Validation {
  readonly expression: string;
  readonly message: string;
}

export interface AdmissionPolicy {
  readonly name: string;
  readonly rules: readonly JsonObject[];
  readonly validations: readonly Validation[];
}

/** Namespaces of the cluster's own, whose controllers know no annotations of a team. */
const OWN_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease'];

/**
 * A ValidatingAdmissionPolicy with its binding (kubernetes.io, "Validating Admission Policy"; stable since 1.30). The binding
 * warns and records first: whoever applies it changes that to Deny once the warnings are gone.
 */
export function manifestsOf({ name, rules, validations }: AdmissionPolicy): string {
  const policy: JsonObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [...rules] },
      validations: validations.map((each) => ({ ...each })),
    },
  };
  const binding: JsonObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ['Warn', 'Audit'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: OWN_NAMESPACES },
          ],
        },
      },
    },
  };
  return `${stringify(policy)}---\n${stringify(binding)}`;
}

export function isOwnNamespace(namespace: string | null): boolean {
  return namespace !== null && OWN_NAMESPACES.includes(namespace);
}

const environment = new Environment({ limits: { maxAstNodes: 1_000, maxDepth: 50 } }).registerVariable(
  'object',
  'map',
);

/** Whether an object passes every validation, by an interpreter of CEL. An error refuses it, as `failurePolicy: Fail` does. */
export function admits(validations: readonly Validation[], object: Json): boolean {
  return validations.every(({ expression }) => {
    try {
      return environment.parse(expression)({ object }) === true;
    } catch {
      return false;
    }
  });
}
