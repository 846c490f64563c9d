import { spawn } from 'node:child_process';

/**
 * Runs a script of ours and kills it `delay` milliseconds after it said `after` on a line; null lets it end. Answers the
 * whole lines that it said. Throws where it failed by itself.
 */
export function runAndKill(
  script: string,
  args: readonly string[],
  { after, delay }: { readonly after: string; readonly delay: number | null },
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    let output = '';
    let errors = '';
    let counting = false;
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (counting || delay === null || !output.includes(`${after}\n`)) return;
      counting = true;
      setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== null && code !== 0) reject(new Error(`${script} ended with status ${code}: ${errors}`));
      else resolve(output.split('\n').slice(0, -1));
    });
  });
}
