import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

interface Need {
  /** Debian package. */
  readonly package: string;
  /** Shared library (looked up as the loader does) or command that shows its presence. */
  readonly library?: string;
  readonly command?: string;
}

/** What Electron's Chromium links against on Linux. */
const LIBRARIES: readonly Need[] = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libxss1', library: 'libXss.so.1' },
  { package: 'libatk-bridge2.0-0', library: 'libatk-bridge-2.0.so.0' },
];
/** The displays of the tests, which nobody needs to see. */
const VIRTUAL_DISPLAY: Need = { package: 'xvfb', command: 'Xvfb' };
/** What makes one more test possible; its absence is no obstacle. */
const OPTIONAL: readonly Need[] = [{ package: 'strace', command: 'strace' }];

/**
 * Makes sure that Electron can open a window here. As root on Debian and its kin, missing packages are installed and
 * named; elsewhere this throws with the command to run.
 */
export function ensureSystemLibraries(): void {
  if (process.platform !== 'linux') return;
  const missing = absent([...LIBRARIES, VIRTUAL_DISPLAY]);
  const isDebian = commandPath('apt-get') !== null;
  const mayInstall = isDebian && process.getuid?.() === 0;
  const wanted = mayInstall ? [...missing, ...absent(OPTIONAL)] : missing;
  if (wanted.length === 0) return;
  if (!mayInstall) throw new Error(advice(missing, isDebian));

  console.log(`Installing what Electron and its tests need and this system lacks: ${names(wanted)}.`);
  run(['apt-get', 'update', '-qq']);
  run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...wanted.map(debianName)]);
  const still = absent(missing);
  if (still.length > 0) throw new Error(`Still missing after apt-get install: ${names(still)}.`);
}

function absent(needs: readonly Need[]): Need[] {
  const libraries = output(['/sbin/ldconfig', '-p']) || output(['ldconfig', '-p']);
  return needs.filter(
    ({ library, command }) =>
      (library !== undefined && !libraries.includes(`${library} `)) ||
      (command !== undefined && commandPath(command) === null),
  );
}

function advice(missing: readonly Need[], isDebian: boolean): string {
  const start = `Electron cannot open a window here: ${names(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`;
  return isDebian
    ? `${start} Run: sudo apt-get install -y --no-install-recommends ${missing.map(debianName).join(' ')}`
    : `${start} These are the Debian names of packages; install what provides them on this system (${missing.map(({ library, command }) => library ?? command).join(', ')}).`;
}

/** Since the change to 64-bit times, some packages carry a suffix; the plain name may then be ambiguous. */
function debianName({ package: name }: Need): string {
  const suffixed = `${name}t64`;
  return output(['apt-cache', 'show', suffixed]) === '' ? name : suffixed;
}

function names(needs: readonly Need[]): string {
  return needs.map(({ package: name }) => name).join(', ');
}

function commandPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

function output([command, ...args]: readonly string[]): string {
  const result = spawnSync(command!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return result.status === 0 ? result.stdout : '';
}

function run([command, ...args]: readonly string[]): void {
  const { status } = spawnSync(command!, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}.`);
}
