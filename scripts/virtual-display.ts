import { spawn } from 'node:child_process';

/** An X display that nobody sees, by its name (`:99`), until it is ended. */
export interface VirtualDisplay {
  readonly name: string;
  end(): void;
}

/** Starts one of the given size (`1600x1000`) under a number that is free; null where Xvfb is not to be had. */
export async function startVirtualDisplay(size: string): Promise<VirtualDisplay | null> {
  // It writes the number that it chose to the fourth descriptor when it takes connections.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => resolve(null));
    server.once('exit', () => resolve(null));
    server.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  return number === null ? null : { name: `:${number}`, end: () => server.kill('SIGTERM') };
}
