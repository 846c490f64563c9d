import { spawn } from 'node:child_process';

/**
 * A display to open windows on: the one that is there, else a virtual one (Xvfb) that `end` takes down. Null where
 * neither is to be had.
 */
export async function display(): Promise<{ end(): void } | null> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return { end: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => resolve(null));
    server.once('exit', () => resolve(null));
    server.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  if (number === null) return null;
  process.env.DISPLAY = `:${number}`;
  return {
    end: () => {
      delete process.env.DISPLAY;
      server.kill('SIGTERM');
    },
  };
}
