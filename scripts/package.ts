import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { downloadElectron, downloadedElectron, packagedElectronVersion } from './packaged-electron.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Runs Forge. What ships is the `electron` package's own release, so without it there is nothing to package. */
async function packageApp(command: 'package' | 'make', rest: readonly string[]): Promise<number> {
  if (((await downloadedElectron()) ?? (await downloadElectron())) === null) {
    console.error(
      `Nothing was packaged: Electron ${await packagedElectronVersion()}, which is what ships, could not be downloaded from its release host. Run this where that host (or a mirror named by ELECTRON_MIRROR) is reachable. npm start and npm test do not need it on Linux x64.`,
    );
    return 1;
  }
  const choosesTargets = rest.some((argument) => argument.startsWith('--targets'));
  if (command === 'make' && process.platform === 'linux' && !choosesTargets && !canMakeDeb()) {
    console.error(
      'The .deb cannot be made: electron-installer-debian is missing, which npm leaves out when it runs under a Node older than 22.12. Install again under this Node (npx npm ci), or make the zip alone: npm run make -- --targets=@electron-forge/maker-zip',
    );
    return 1;
  }
  const forge = path.join(ROOT, 'node_modules/.bin/electron-forge');
  return new Promise((resolve, reject) => {
    const child = spawn(forge, [command, ...rest], { cwd: ROOT, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function canMakeDeb(): boolean {
  return existsSync(path.join(ROOT, 'node_modules/electron-installer-debian'));
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'package' || command === 'make') {
  process.exitCode = await packageApp(command, rest);
} else {
  console.error('usage: node scripts/package.ts package|make [options of Electron Forge]');
  process.exitCode = 2;
}
