import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this machine keeps what is its own: known digests, private copies, the signing key. TRUSTPATH_HOME overrides. */
export function dataFolder(...parts: string[]): string {
  const base =
    process.env.TRUSTPATH_HOME ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support', 'Trustpath')
      : process.platform === 'win32'
        ? join(process.env.LOCALAPPDATA ?? homedir(), 'Trustpath')
        : join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trustpath'));
  const folder = join(base, ...parts);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
