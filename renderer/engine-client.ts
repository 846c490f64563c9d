import type { Channel, EngineRequest, EngineResponse, Input, Output, Progress } from '../schema/contract.ts';
import { type ErrorCode, TrustpathError } from '../schema/errors.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface EngineClient {
  /**
   * Asks the engine. Rejects with a `TrustpathError`: the engine's own, `cancelled` when the signal is aborted, or
   * `engine-lost` when its process ended before it answered.
   */
  request<C extends Channel>(channel: C, input: Input<C>, options?: RequestOptions): Promise<Output<C>>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The part of a MessagePort that is used. */
export interface Port {
  postMessage(message: EngineRequest): void;
  onmessage: ((event: MessageEvent<EngineResponse>) => void) | null;
  close(): void;
}

/**
 * A client whose port may be replaced: the shell hands over a new one when it has started the engine again. Requests
 * made before the first port wait for it.
 */
export function createEngineClient(): EngineClient & {
  attach(port: Port): void;
  lose(reason: string): void;
} {
  let port: Port | null = null;
  let nextId = 1;
  const pending = new Map<number, Pending>();
  const waiting: (() => void)[] = [];

  function receive(message: EngineResponse): void {
    const request = pending.get(message.id);
    if (!request) return;
    if (message.type === 'progress') {
      request.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.ok) request.resolve(message.value);
    else {
      const { code, message: says, retryable, details } = message.error;
      request.reject(new TrustpathError(code as ErrorCode, says, { retryable, details }));
    }
  }

  function lose(reason: string): void {
    port = null;
    const lost = [...pending.values()];
    pending.clear();
    for (const request of lost)
      request.reject(new TrustpathError('engine-lost', reason, { retryable: true }));
  }

  return {
    attach(next) {
      if (port) lose('The engine was started again before it answered.');
      port = next;
      next.onmessage = (event) => receive(event.data);
      for (const send of waiting.splice(0)) send();
    },
    lose,
    request(channel, input, options = {}) {
      return new Promise((resolve, reject) => {
        const { signal } = options;
        const cancelled = () => new TrustpathError('cancelled', 'Cancelled.');
        if (signal?.aborted) {
          reject(cancelled());
          return;
        }
        const id = nextId++;
        const send = () => {
          if (signal?.aborted) return;
          pending.set(id, {
            resolve: resolve as (value: unknown) => void,
            reject,
            onProgress: options.onProgress,
          });
          port?.postMessage({ type: 'request', id, channel, input });
        };
        signal?.addEventListener(
          'abort',
          () => {
            // The engine's own answer to a cancel is not waited for: the person is done with the question.
            if (pending.delete(id)) port?.postMessage({ type: 'cancel', id });
            reject(cancelled());
          },
          { once: true },
        );
        if (port) send();
        else waiting.push(send);
      });
    },
  };
}

export const engine = createEngineClient();
