import { readdir, readFile } from 'node:fs/promises';
import type { Trustpath } from './launch.ts';

/** The processes below the application's that run the engine. Reads /proc, so on Linux alone. */
export async function enginePids({ app }: Trustpath): Promise<number[]> {
  // As the application knows itself: what was started may be a tracer.
  const root = await app.evaluate(() => process.pid);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const pid of pids) {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    ]);
    const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1]);
    if (parent === root && command.includes('engine/process.mjs')) found.push(pid);
  }
  return found;
}
