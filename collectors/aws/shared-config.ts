import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * What the AWS CLI's own files say about a profile (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html),
 * but for the secrets: of settings that are not listed here, only the name is kept.
 */
export interface SharedProfile {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

const PUBLIC_SETTINGS: ReadonlySet<string> = new Set([
  'region',
  'endpoint_url',
  'sso_region',
  'role_arn',
  'sso_account_id',
  'source_profile',
]);
const MAX_BYTES = 4 * 1024 * 1024;

/** The profiles of both files, in order of first mention. Files that are absent or unreadable hold none. */
export async function readSharedProfiles(
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly SharedProfile[]> {
  const folder = join(homedir(), '.aws');
  const config = await textOf(env.AWS_CONFIG_FILE ?? join(folder, 'config'));
  const credentials = await textOf(env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials'));
  const profiles = new Map<string, Record<string, string>>();
  const merge = (name: string, settings: Record<string, string>) =>
    profiles.set(name, { ...profiles.get(name), ...settings });
  for (const [section, settings] of sections(config)) {
    if (section === 'default') merge('default', settings);
    else if (section.startsWith('profile ')) merge(unquoted(section.slice('profile '.length)), settings);
  }
  for (const [section, settings] of sections(credentials)) merge(unquoted(section), settings);
  return [...profiles].map(([name, settings]) => ({ name, settings }));
}

async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return bytes.length > MAX_BYTES ? '' : bytes.toString('utf8');
  } catch {
    return '';
  }
}

function sections(text: string): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  let current: Record<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line);
    if (header?.[1] !== undefined) {
      const name = header[1].replace(/\s+/g, ' ');
      current = found.get(name) ?? {};
      found.set(name, current);
      continue;
    }
    // Indented lines are settings of a setting (s3 =, services) and none of the profile.
    const setting = /^([A-Za-z0-9_.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (current === null || setting?.[1] === undefined) continue;
    const key = setting[1].toLowerCase();
    current[key] = PUBLIC_SETTINGS.has(key) ? (setting[2] ?? '') : '';
  }
  return found;
}

function unquoted(name: string): string {
  return name.trim().replace(/^(["'])(.*)\1$/, '$2');
}
