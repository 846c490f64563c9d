import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** moto, an AWS API that somebody else wrote, as a process of its own. */
export interface MotoServer {
  readonly endpoint: string;
  close(): void;
}

/** Whether it is installed here; says so where it is not. */
export function hasMoto(): boolean {
  const here = spawnSync('python3', ['-c', 'import moto.server'], { timeout: 60_000 }).status === 0;
  if (!here) console.log('skipped: python3 has no moto, an independent AWS API to collect from');
  return here;
}

export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn('python3', ['-m', 'moto.server', '-p', String(port)], { stdio: 'ignore' });
  await answering(endpoint);
  return { endpoint, close: () => void server.kill('SIGKILL') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answering(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const ok = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
      () => true,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the AWS API did not start');
}
