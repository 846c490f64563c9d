import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Channel, EngineResponse, Input, Output } from '../../schema/contract.ts';
import { type ErrorCode, TrustpathError } from '../../schema/errors.ts';

const ENTRY = resolve(import.meta.dirname, '../../engine/process.ts');

/** The engine in a process of its own, as the window has it, to be killed. */
export interface ForkedEngine {
  /** Rejects with the engine's error, or where it ended before it answered. */
  request<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>>;
  /** Ends it as the system does when it must: nothing of it runs afterwards. Resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * `home` is the data folder that it uses in place of the person's; `user` is the number of a user and group to run as, which
 * only root can choose.
 */
export function forkEngine(
  home: string,
  options: { readonly user?: number; readonly env?: NodeJS.ProcessEnv } = {},
): ForkedEngine {
  const child = fork(ENTRY, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...options.env, TRUSTPATH_HOME: home },
    ...(options.user !== undefined && { uid: options.user, gid: options.user }),
  });
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  void ended.then(() => {
    for (const { reject } of pending.values()) reject(new Error('the engine ended'));
    pending.clear();
  });
  child.on('message', (message: EngineResponse) => {
    if (message.type !== 'answer') return;
    const asked = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) asked?.resolve(message.value);
    else asked?.reject(new TrustpathError(message.error.code as ErrorCode, message.error.message));
  });
  let next = 0;
  return {
    request(channel, input) {
      const id = next++;
      return new Promise((done, reject) => {
        pending.set(id, { resolve: done as (value: unknown) => void, reject });
        child.send({ type: 'request', id, channel, input }, (error) => {
          if (error && pending.delete(id)) reject(error);
        });
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
