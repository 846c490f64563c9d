import { z } from 'zod';
import { entity, name } from './parts.ts';

const level = z.enum(['read', 'write', 'none']);

/** Changes of a GitHub organization: workflows, environments, secrets, defaults. */
export const GITHUB_CHANGES = {
  /** Sets `permissions` of a workflow file, or of one of its jobs. A scope that is not named is none. */
  'set-workflow-permissions': z.strictObject({
    change: z.literal('set-workflow-permissions'),
    workflow: entity,
    job: name.optional(),
    permissions: z.union([z.enum(['read-all', 'write-all']), z.record(name, level)]),
  }),
  /** Nothing starts a workflow that is disabled. */
  'disable-workflow': z.strictObject({ change: z.literal('disable-workflow'), workflow: entity }),
  /** Who approves deployments to an environment; nobody where the list is empty. */
  'set-environment-reviewers': z.strictObject({
    change: z.literal('set-environment-reviewers'),
    environment: entity,
    reviewers: z.array(z.strictObject({ kind: z.enum(['user', 'team']), name })).max(6),
    preventSelfReview: z.boolean().optional(),
  }),
  /** Which branches may deploy to an environment: all, protected ones, or those of these names and patterns. */
  'set-environment-branches': z.strictObject({
    change: z.literal('set-environment-branches'),
    environment: entity,
    branches: z.union([z.enum(['all', 'protected']), z.array(name).min(1).max(200)]),
  }),
  /** What `GITHUB_TOKEN` may do where a workflow says nothing, in a repository or an organization. */
  'set-token-permissions': z.strictObject({
    change: z.literal('set-token-permissions'),
    of: entity,
    permissions: z.enum(['read', 'write']),
  }),
} as const;
