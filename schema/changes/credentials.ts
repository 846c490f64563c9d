import { z } from 'zod';
import { entity } from './parts.ts';

/** Changes of credentials of any provider, by the credential's id. */
export const CREDENTIAL_CHANGES = {
  /** Deletes an access key, a console password, a deploy key, a token grant, or the secret of a service account's token. */
  'delete-credential': z.strictObject({ change: z.literal('delete-credential'), credential: entity }),
  /** Makes an access key inactive: it authenticates nobody and still takes up room. */
  'disable-credential': z.strictObject({ change: z.literal('disable-credential'), credential: entity }),
  /** A new one in its place: the old one is gone, and whoever used it has to be given the new one. */
  'rotate-credential': z.strictObject({ change: z.literal('rotate-credential'), credential: entity }),
  /** Deletes a secret of a repository, environment, organization or namespace. */
  'delete-secret': z.strictObject({ change: z.literal('delete-secret'), secret: entity }),
} as const;
