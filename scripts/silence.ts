import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outsideAddresses } from '../e2e/trace-of-connections.ts';

/**
 * `npm run silence [-- SPEC…]`: runs the end-to-end tests, or some, with every launch of the application under strace,
 * and prints to whom outside this machine any of its processes tried to speak. Status 1 where there is anybody, or where
 * nothing was traced. The tests themselves may fail for being slow: that is told, and is no answer to the question.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-silence-'));
try {
  const { status } = spawnSync('playwright', ['test', '--timeout=300000', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TRUSTPATH_TRACE: folder },
  });
  const traces = readdirSync(folder);
  const outside = traces.flatMap((file) => outsideAddresses(readFileSync(path.join(folder, file), 'utf8')));
  console.log(
    `${traces.length} launches were traced (the tests ${status === 0 ? 'passed' : 'did not all pass'}); ` +
      (outside.length === 0
        ? 'no process spoke to anything outside this machine.'
        : `outside this machine: ${[...new Set(outside)].join(', ')}.`),
  );
  process.exitCode = traces.length > 0 && outside.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
