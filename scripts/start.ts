import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from './build.ts';
import { resolveElectron } from './electron-runtime.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Builds what changed and opens the window with the given snapshots; resolves with its exit status when it is closed.
 * Throws where there is no display to open it on.
 */
export async function startWindow(files: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    const wrapper = hasCommand('xvfb-run') ? '' : ' (apt-get install xvfb xauth)';
    throw new Error(
      `There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. Run it on a desktop, or on a virtual display: xvfb-run -a npm start${wrapper}.`,
    );
  }
  const built = await buildApp();
  if (built.length > 0) console.log(`Built ${built.join(', ')}.`);
  const electron = await resolveElectron();
  console.log(`Electron ${electron.version} (${electron.origin}).`);
  if (electron.notice !== null) console.log(electron.notice);
  const child = spawn(electron.executable, [...electron.args, ROOT, ...files], {
    stdio: 'inherit',
    // An Electron whose own Node is too old for the native modules runs the engine under this one.
    env: { ...process.env, TRUSTPATH_NODE: process.execPath },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Whether a window can be seen from here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function hasCommand(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await startWindow(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
