import { z } from 'zod';
import { entity, json, name } from './parts.ts';

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
  }),
  /** Whether a service account's token is put into pods: said on the account, or on what makes pods. */
  'set-automount': z.strictObject({
    change: z.literal('set-automount'),
    of: entity,
    automount: z.boolean(),
  }),
} as const;
