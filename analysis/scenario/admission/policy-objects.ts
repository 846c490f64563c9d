import type { JsonObject } from '../../../schema/json.ts';
import type { Validation } from './admits.ts';

export interface AdmissionPolicy {
  readonly name: string;
  /** `spec.matchConstraints.resourceRules`. */
  readonly rules: readonly ResourceRule[];
  readonly validations: readonly Validation[];
  /** Namespaces that its binding leaves out. */
  readonly exceptNamespaces?: readonly string[] | undefined;
}

export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT' | '*')[];
  readonly resources: readonly string[];
}

/**
 * A ValidatingAdmissionPolicy and its binding (kubernetes.io, "Validating Admission Policy"; stable since 1.30), with what
 * the binding does about an object that does not pass.
 */
export function policyObjects(
  { name, rules, validations, exceptNamespaces = [] }: AdmissionPolicy,
  actions: readonly ('Deny' | 'Warn' | 'Audit')[],
): readonly [policy: JsonObject, binding: JsonObject] {
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: rules.map(({ apiGroups, apiVersions, operations, resources }) => ({
            apiGroups: [...apiGroups],
            apiVersions: [...apiVersions],
            operations: [...operations],
            resources: [...resources],
          })),
        },
        validations: validations.map(({ expression, message }) => ({
          expression,
          ...(message === undefined ? {} : { message }),
        })),
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: [...actions],
        ...(exceptNamespaces.length === 0
          ? {}
          : {
              matchResources: {
                namespaceSelector: {
                  matchExpressions: [
                    {
                      key: 'kubernetes.io/metadata.name',
                      operator: 'NotIn',
                      values: [...exceptNamespaces],
                    },
                  ],
                },
              },
            }),
      },
    },
  ];
}
