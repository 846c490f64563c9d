#!/usr/bin/env node
// Starts the command line on a Node that can run it. Node 20 cannot load the native modules, so where the `node`
// package is installed beside, the command hands over to it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);
const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (recent) {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(bundled)) {
  const { status, signal } = spawnSync(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
} else {
  process.stderr.write(
    `trustpath needs Node 22.18 or newer; this is ${process.version}. Run "npm ci" first.\n`,
  );
  process.exitCode = 2;
}
