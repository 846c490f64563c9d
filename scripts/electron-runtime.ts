import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { machineArguments } from './machine-arguments.ts';
import {
  downloadElectron,
  downloadedElectron,
  downloadFailedLately,
  packagedElectronVersion,
} from './packaged-electron.ts';
import { hasRegistryElectron, REGISTRY_ELECTRON_VERSION, registryElectron } from './registry-electron.ts';

export interface ElectronRuntime {
  readonly executable: string;
  readonly version: string;
  readonly origin: 'electron package' | 'override' | 'registry runtime';
  /** Switches that this machine needs: no sandbox as root, no GPU where there is none. */
  readonly args: readonly string[];
  /** What the person should know about them, or null. */
  readonly notice: string | null;
}

/**
 * The Electron to run: `ELECTRON_OVERRIDE_DIST_PATH`, else the `electron` package's own binary, else, on Linux x64, the
 * registry-hosted runtime. Downloads what is missing, once. Throws with what to do where none can be had.
 */
export async function resolveElectron(): Promise<ElectronRuntime> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = path.resolve(override, executableName());
    if (!existsSync(executable)) {
      throw new Error(
        `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${executableName()} in it.`,
      );
    }
    const version = await readFile(path.join(override, 'version'), 'utf8').catch(() => 'unknown');
    return {
      executable,
      version: version.trim().replace(/^v/, ''),
      origin: 'override',
      ...machineArguments(executable),
    };
  }

  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  const waitBeforeRetry = hasFallback && (await hasRegistryElectron()) && (await downloadFailedLately());
  const packaged = (await downloadedElectron()) ?? (waitBeforeRetry ? null : await downloadElectron());
  if (packaged !== null) {
    const version = await packagedElectronVersion();
    return { executable: packaged, version, origin: 'electron package', ...machineArguments(packaged) };
  }
  if (!hasFallback) {
    throw new Error(
      `Electron ${await packagedElectronVersion()} could not be downloaded from its release host, and there is no other source for ${process.platform} ${process.arch}. Run again with the network up, set ELECTRON_MIRROR to a mirror that this machine reaches, or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.`,
    );
  }
  try {
    const executable = await registryElectron();
    const version = REGISTRY_ELECTRON_VERSION;
    return { executable, version, origin: 'registry runtime', ...machineArguments(executable) };
  } catch (error) {
    throw new Error(
      `No Electron could be had: neither its release host nor the registry-hosted runtime answered (${(error as Error).message}). Run again with the network up, or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.`,
      { cause: error },
    );
  }
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
