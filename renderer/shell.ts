import { type ErrorCode, TrustpathError } from '../schema/errors.ts';
import type { ENGINE_PORT_MESSAGE, EnginePortMessage, ShellBridge } from '../schema/shell-contract.ts';
import { engine, type Port } from './engine-client.ts';

type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ShellFailure };
interface ShellFailure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Written out, and held equal by its type: importing it would bring the schema library into the window. */
const PORT_MESSAGE: typeof ENGINE_PORT_MESSAGE = 'trustpath:engine-port';

export const shell = (): ShellBridge => window.trustpath;

/** The value of a shell answer; throws its error as a `TrustpathError`. */
export async function fromShell<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  const { code, message, retryable, details } = answer.error;
  throw new TrustpathError(code as ErrorCode, message, { retryable, details });
}

export async function copyText(text: string): Promise<void> {
  await fromShell(shell().copyText(text));
}

/**
 * Connects the engine client to the port the preload script hands over. `onLost` and `onReady` follow the life of the
 * engine's process: after `onLost` every open handle is gone.
 */
export function connectEngine(on: { lost: (reason: string) => void; ready: () => void }): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
    const adapter: Port = {
      postMessage: (message) => port.postMessage(message),
      onmessage: null,
      close: () => port.close(),
    };
    port.onmessage = (message: MessageEvent<EnginePortMessage>) => {
      const { data } = message;
      if (data.type === 'engine-lost') on.lost(data.reason);
      else if (data.type === 'engine-ready') on.ready();
      else adapter.onmessage?.(message as MessageEvent<never>);
    };
    engine.attach(adapter);
  });
  shell().connectEngine();
}
