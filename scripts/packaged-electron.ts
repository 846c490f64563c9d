import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder, exists } from './cache-folder.ts';

const ELECTRON = path.resolve(import.meta.dirname, '../node_modules/electron');
/** A download that has not grown for this long is given up. */
const STALL_MS = 12_000;
/** After a failed download, how long before the next try. */
const RETRY_AFTER_MS = 24 * 3600_000;

export async function packagedElectronVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(ELECTRON, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** The executable that the `electron` package downloaded, or null where it has not. */
export async function downloadedElectron(): Promise<string | null> {
  const relative = await readFile(path.join(ELECTRON, 'path.txt'), 'utf8').catch(() => null);
  if (relative === null) return null;
  const executable = path.join(ELECTRON, 'dist', relative.trim());
  return (await exists(executable)) ? executable : null;
}

/** Whether a download failed within the last day, so that starting does not try again each time. */
export async function downloadFailedLately(): Promise<boolean> {
  const noted = await stat(failureNote()).catch(() => null);
  return noted !== null && Date.now() - noted.mtimeMs < RETRY_AFTER_MS;
}

/**
 * Lets the `electron` package download its binary, and gives up when nothing arrives (a network that swallows packets
 * must not hang a start). Returns the executable, or null with the failure noted.
 */
export async function downloadElectron(): Promise<string | null> {
  // Its downloads land in the temporary folder first: a folder of our own lets their growth be watched.
  const temporary = await mkdtemp(path.join(tmpdir(), 'trustpath-electron-'));
  try {
    const child = spawn(process.execPath, [path.join(ELECTRON, 'install.js')], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    });
    let size = -1;
    let grown = Date.now();
    const watch = setInterval(async () => {
      const now = await folderSize(temporary);
      if (now !== size) {
        size = now;
        grown = Date.now();
      } else if (Date.now() - grown > STALL_MS) child.kill();
    }, 1_000);
    const announce = setTimeout(() => console.error('Downloading Electron (about 120 MB, once).'), 2_000);
    await new Promise<void>((resolve) => {
      child.on('error', () => resolve());
      child.on('exit', () => resolve());
    });
    clearInterval(watch);
    clearTimeout(announce);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const executable = await downloadedElectron();
  if (executable === null) {
    await mkdir(path.dirname(failureNote()), { recursive: true });
    await writeFile(failureNote(), '');
  }
  return executable;
}

function failureNote(): string {
  return path.join(cacheFolder(), 'electron-download-failed');
}

async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let total = 0;
  for (const entry of entries) {
    if (entry.isFile())
      total += (await stat(path.join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return total;
}
