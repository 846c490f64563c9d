import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What decides which switches Electron needs on a Linux machine. */
export interface Machine {
  readonly isRoot: boolean;
  /** Whether an ordinary user may make the namespaces that Chromium's sandbox is built of. */
  readonly hasUserNamespaces: boolean;
  /** Whether the sandbox's helper beside the executable is set up to make them instead. */
  readonly hasSandboxHelper: boolean;
  readonly hasGpu: boolean;
}

interface Arguments {
  readonly args: readonly string[];
  /** What the person should know about them. */
  readonly notice: string | null;
}

/** The switches for this machine and executable; none away from Linux. */
export function machineArguments(executable: string): Arguments {
  if (process.platform !== 'linux') return { args: [], notice: null };
  return argumentsFor(inspect(executable), path.join(path.dirname(executable), 'chrome-sandbox'));
}

export function argumentsFor(machine: Machine, helper: string): Arguments {
  const gpu = machine.hasGpu ? [] : ['--disable-gpu'];
  // Chromium's sandbox does not start as root.
  if (machine.isRoot) return { args: ['--no-sandbox', ...gpu], notice: null };
  if (machine.hasUserNamespaces || machine.hasSandboxHelper) return { args: gpu, notice: null };
  return {
    args: ['--no-sandbox', ...gpu],
    notice: `This system lets no ordinary user make a sandbox, so the window runs without Chromium's. To run it with one: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  };
}

function inspect(executable: string): Machine {
  const setting = (name: string) => readSetting(`/proc/sys/${name}`);
  return {
    isRoot: process.getuid?.() === 0,
    hasUserNamespaces:
      setting('kernel/unprivileged_userns_clone') !== '0' &&
      setting('kernel/apparmor_restrict_unprivileged_userns') !== '1' &&
      setting('user/max_user_namespaces') !== '0',
    hasSandboxHelper: isRootHelper(path.join(path.dirname(executable), 'chrome-sandbox')),
    hasGpu: existsSync('/dev/dri'),
  };
}

function isRootHelper(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
}

function readSetting(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
