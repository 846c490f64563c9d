import { readSharedProfiles, type SharedProfile } from './shared-config.ts';

/** A way into AWS that was found on this machine. Nothing of it was used, and no secret is part of it. */
export interface DiscoveredProfile {
  readonly profile: string;
  /** `sso`, `sign-in`, `role`, `web-identity`, `process`, `static` or `unknown`. */
  readonly origin: string;
  readonly region: string | null;
}

/** The profiles of the AWS CLI's files, by name. */
export async function discoverAwsProfiles(
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly DiscoveredProfile[]> {
  return (await readSharedProfiles(env)).map((profile) => ({
    profile: profile.name,
    origin: originOf(profile),
    region: profile.settings.region || null,
  }));
}

/** In the order in which the default chain would take them. */
function originOf({ settings }: SharedProfile): string {
  if ('role_arn' in settings) return 'web_identity_token_file' in settings ? 'web-identity' : 'role';
  if ('aws_access_key_id' in settings) return 'static';
  if ('sso_session' in settings || 'sso_start_url' in settings) return 'sso';
  if ('login_session' in settings) return 'sign-in';
  if ('credential_process' in settings) return 'process';
  return 'unknown';
}
