import { z } from 'zod';
import { entity, json, name } from './parts.ts';

/** A name or a word of Kubernetes that commands and ids are made of (RFC 1123 subdomain). */
const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'is no name of Kubernetes: lower-case letters, digits, dots and dashes, as in "order-service"',
  );
const words = z.record(z.string().min(1).max(317), z.string().max(8_192));
const list = z.array(z.string().max(256)).min(1).max(100);

/** Changes of a Kubernetes cluster: bindings, roles, service accounts and what runs as them. */
export const KUBERNETES_CHANGES = {
  /** Deletes a RoleBinding or ClusterRoleBinding. */
  'delete-binding': z.strictObject({ change: z.literal('delete-binding'), binding: entity }),
  /** Takes one subject (service account, user or group) out of a binding. */
  'remove-subject': z.strictObject({
    change: z.literal('remove-subject'),
    binding: entity,
    subject: entity,
  }),
  /** Makes a binding; in a namespace a RoleBinding, else a ClusterRoleBinding. */
  'add-binding': z.strictObject({
    change: z.literal('add-binding'),
    /** The Role or ClusterRole that it gives. */
    role: entity,
    name,
    namespace: name.nullable(),
    subject: entity,
    annotations: words.optional(),
  }),
  'delete-role': z.strictObject({ change: z.literal('delete-role'), role: entity }),
  /** Replaces the rules of a Role or ClusterRole. */
  'edit-role': z.strictObject({ change: z.literal('edit-role'), role: entity, rules: z.array(json) }),
  /** Takes one rule out, by its number from 0 in the role as it is. */
  'remove-rule': z.strictObject({
    change: z.literal('remove-rule'),
    role: entity,
    rule: z.number().int().min(0).max(10_000),
  }),
  'delete-service-account': z.strictObject({
    change: z.literal('delete-service-account'),
    account: entity,
  }),
  /** Takes the account out of every binding that names it, its token off its pods and its cloud role off it. */
  'quarantine-service-account': z.strictObject({
    change: z.literal('quarantine-service-account'),
    account: entity,
  }),
  /** Has a pod, or whatever makes pods, run as another service account of its namespace. */
  'set-service-account': z.strictObject({
    change: z.literal('set-service-account'),
    workload: entity,
    account: name,
    /** Labels that its pods get besides. */
    labels: words.optional(),
  }),
  /** Makes a service account, with what another of its namespace has where `like` names one. */
  'create-service-account': z.strictObject({
    change: z.literal('create-service-account'),
    /** `k8s://NAME`. */
    cluster: entity,
    namespace: objectName,
    name: objectName,
    annotations: words.optional(),
    like: entity.optional(),
  }),
  /** Makes the pods of a workload anew, as they are: admission is asked about each. */
  'restart-workload': z.strictObject({ change: z.literal('restart-workload'), workload: entity }),
  /** A ValidatingAdmissionPolicy whose binding denies: changes after it are asked of it. */
  'admission-policy': z.strictObject({
    change: z.literal('admission-policy'),
    /** `k8s://NAME`. */
    cluster: entity,
    name: objectName,
    /** `spec.matchConstraints.resourceRules`. */
    rules: z
      .array(
        z.strictObject({
          apiGroups: list,
          apiVersions: list,
          operations: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'])).min(1),
          resources: list,
        }),
      )
      .min(1)
      .max(100),
    /** In CEL over `object`. */
    validations: z
      .array(
        z.strictObject({
          expression: z.string().min(1).max(8_192),
          message: z.string().min(1).max(1_024).optional(),
        }),
      )
      .min(1)
      .max(100),
    /** Namespaces that the binding leaves out. */
    exceptNamespaces: z.array(objectName).max(1_000).optional(),
  }),
  /** Whether a service account's token is put into pods: said on the account, or on what makes pods. */
  'set-automount': z.strictObject({
    change: z.literal('set-automount'),
    of: entity,
    automount: z.boolean(),
  }),
} as const;
