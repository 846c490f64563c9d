import type { EngineRequest, EngineResponse } from '../schema/contract.ts';
import { isCheckRequest, isHostRequest } from '../schema/host-contract.ts';
import { createCheckHost } from './check-host.ts';
import { startNodeChild } from './node-child.ts';
import { storedSigningKey } from './signing-key-store.ts';

/** A running engine. */
export interface EngineProcess {
  send(message: EngineRequest): void;
  /** Lets it close its files; ends it when that takes long. Resolves when it has ended. */
  stop(): Promise<void>;
}

interface Listeners {
  onMessage(message: EngineResponse): void;
  /** Called once, with what is known of why. */
  onExit(reason: string): void;
}

const LONGEST_GOODBYE_MS = 1_500;

/** Starts the engine and serves its wishes for processes. Throws where none can run here. */
export function startEngine({ onMessage, onExit }: Listeners): EngineProcess {
  let lastWords = '';
  const ended = Promise.withResolvers<void>();
  const child = startNodeChild({
    entry: 'process.mjs',
    name: 'Trustpath engine',
    // Without it young objects alone take a hundred megabytes where a large snapshot is read (docs/benchmarks.md).
    execArgv: ['--max-semi-space-size=8'],
    env: environment(),
    onOutput(stream, chunk) {
      process[stream].write(chunk);
      if (stream === 'stderr') lastWords = (lastWords + chunk.toString('utf8')).slice(-2_000);
    },
    onMessage(message) {
      const known = message as { type: string };
      if (!isHostRequest(known)) onMessage(message as EngineResponse);
      else if (isCheckRequest(known)) checks.handle(known);
      else child.send({ type: 'key', wish: known.wish, ...storedSigningKey() });
    },
    onExit(code, signal, error) {
      checks.stop();
      ended.resolve();
      onExit(error?.message ?? describeExit(code, signal, lastWords));
    },
  });
  const checks = createCheckHost((report) => child.send(report));
  return {
    send: child.send,
    async stop() {
      child.release();
      const late = setTimeout(child.kill, LONGEST_GOODBYE_MS);
      await ended.promise;
      clearTimeout(late);
    },
  };
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = process.env;
  return rest;
}

function describeExit(code: number | null, signal: string | null, lastWords: string): string {
  const how = signal === null ? `with status ${code}` : `by ${signal}`;
  const why = /^\w*Error[:\s].*$/m.exec(lastWords)?.[0];
  return `The engine ended ${how}${why === undefined ? '' : ` (${why.trim()})`}.`;
}
