import { type Channel, CONTRACT, type EngineRequest, type EngineResponse } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { type HostReport, type HostRequest, isHostReport } from '../schema/host-contract.ts';
import { createHostChecks } from './check-by-host.ts';
import { createEngine } from './engine.ts';
import { createHostKey } from './key-by-host.ts';
import { ownKey } from './signing-key.ts';

/** The engine as a process of its own: requests in, answers and progress out, over whichever port its parent gave it. */
interface Port {
  send(message: EngineResponse | HostRequest): void;
  onMessage(handler: (message: EngineRequest | HostReport) => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', handler: (event: { data: unknown }) => void): void;
}

function parentPort(): Port {
  const utility = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (utility) {
    return {
      send: (message) => utility.postMessage(message),
      onMessage: (handler) =>
        utility.on('message', (event) => handler(event.data as EngineRequest | HostReport)),
    };
  }
  if (!process.send)
    throw new TrustpathError('usage', 'The engine process is started by the window, not by hand.');
  return {
    send: (message) => {
      process.send?.(message);
    },
    onMessage: (handler) =>
      process.on('message', (message) => handler(message as EngineRequest | HostReport)),
  };
}

const port = parentPort();
const checks = createHostChecks((message) => port.send(message));
const key = createHostKey((message) => port.send(message));
const engine = createEngine({ startCheck: checks.start, readsAhead: true, ownKey: ownKey(key.own) });
const running = new Map<number, AbortController>();

function isChannel(channel: string): channel is Channel {
  return Object.hasOwn(CONTRACT, channel);
}

async function answer(id: number, channel: string, input: unknown): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    if (!isChannel(channel))
      throw new TrustpathError('usage', `There is no request named ${JSON.stringify(channel)}.`);
    const value = await engine.request(channel, input as never, {
      signal: abort.signal,
      onProgress: (progress) => port.send({ type: 'progress', id, progress }),
    });
    port.send({ type: 'answer', id, ok: true, value });
  } catch (error) {
    const failure =
      error instanceof TrustpathError
        ? error
        : new TrustpathError('internal', 'The engine failed.', { cause: error });
    const { code, message, retryable, details } = failure;
    port.send({ type: 'answer', id, ok: false, error: { code, message, retryable, details } });
  } finally {
    running.delete(id);
  }
}

port.onMessage((message) => {
  if (isHostReport(message)) message.type === 'key' ? key.receive(message) : checks.receive(message);
  else if (message.type === 'cancel') running.get(message.id)?.abort();
  else void answer(message.id, message.channel, message.input);
});

function end(): void {
  engine.close();
  process.exit(0);
}

// A window that is gone needs no engine; quitting asks with a signal where there is no channel to close.
process.on('disconnect', end);
process.on('SIGTERM', end);
