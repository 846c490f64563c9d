import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { TrustpathError } from '../../schema/errors.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';

/** A token and where it was found. The token is held in memory only. */
export interface FoundToken {
  readonly token: string;
  /** For people: `GITHUB_TOKEN`, `the gh command’s store`. */
  readonly origin: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Those that the gh command reads, in its order: a token for github.com is never sent to another server. */
const FOR_DOT_COM = ['GH_TOKEN', 'GITHUB_TOKEN'];
const FOR_SERVERS = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];

/**
 * The analyst's own token for a host: from the environment, else from what the `gh` command keeps, in its file or, asked
 * through the command, in the key store of the system. Never taken from an argument.
 * @throws TrustpathError `collection-failed` where there is none
 */
export async function findToken(host: string, environment: Environment = process.env): Promise<FoundToken> {
  const names = host === 'github.com' || host.endsWith('.ghe.com') ? FOR_DOT_COM : FOR_SERVERS;
  for (const name of names) {
    const token = environment[name]?.trim();
    if (token) return { token, origin: name };
  }
  const kept = (await fromHostsFile(host, environment)) ?? (await fromCommand(host, environment));
  if (kept !== null) return { token: kept, origin: 'the gh command’s store' };
  throw new TrustpathError(
    'collection-failed',
    `No token for ${host} was found: set ${names[0]} or ${names[1]}, or sign in with "gh auth login --hostname ${host}".`,
  );
}

/** Folders in which the gh command keeps its settings, as it looks for them. */
function hostsFile(environment: Environment): string {
  if (environment.GH_CONFIG_DIR) return join(environment.GH_CONFIG_DIR, 'hosts.yml');
  if (environment.XDG_CONFIG_HOME) return join(environment.XDG_CONFIG_HOME, 'gh', 'hosts.yml');
  if (process.platform === 'win32' && environment.AppData)
    return join(environment.AppData, 'GitHub CLI', 'hosts.yml');
  return join(environment.HOME ?? homedir(), '.config', 'gh', 'hosts.yml');
}

async function fromHostsFile(host: string, environment: Environment): Promise<string | null> {
  const hosts = await readHosts(environment);
  const entry = hosts[host];
  if (!isJsonObject(entry)) return null;
  const users = isJsonObject(entry.users) ? entry.users : {};
  const active = typeof entry.user === 'string' ? users[entry.user] : undefined;
  const token = entry.oauth_token ?? (isJsonObject(active) ? active.oauth_token : undefined);
  return typeof token === 'string' && token !== '' ? token : null;
}

/** Hosts that the gh command is signed in to, for a list to choose from. No token is read from elsewhere for this. */
export async function knownHosts(
  environment: Environment = process.env,
): Promise<readonly { readonly host: string; readonly user: string | null }[]> {
  return Object.entries(await readHosts(environment)).map(([host, entry]) => ({
    host,
    user: isJsonObject(entry) && typeof entry.user === 'string' ? entry.user : null,
  }));
}

async function readHosts(environment: Environment): Promise<{ readonly [host: string]: Json | undefined }> {
  try {
    const value = parse(await readFile(hostsFile(environment), 'utf8'), { maxAliasCount: 10 }) as Json;
    return isJsonObject(value) ? value : {};
  } catch {
    // No such file, or one that is none of gh's: the same as not being signed in.
    return {};
  }
}

async function fromCommand(host: string, environment: Environment): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('gh', ['auth', 'token', '--hostname', host], {
      timeout: 10_000,
      env: { ...environment } as NodeJS.ProcessEnv,
      windowsHide: true,
    });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
