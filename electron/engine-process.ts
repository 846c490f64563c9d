import type { EngineRequest, EngineResponse } from '../schema/contract.ts';
import { isHostRequest } from '../schema/host-contract.ts';
import { createCheckHost } from './check-host.ts';
import { startNodeChild } from './node-child.ts';

/** A running engine. */
export interface EngineProcess {
  send(message: EngineRequest): void;
  stop(): void;
}

interface Listeners {
  onMessage(message: EngineResponse): void;
  /** Called once, with what is known of why. */
  onExit(reason: string): void;
}

/** Starts the engine and serves its wishes for processes. Throws where none can run here. */
export function startEngine({ onMessage, onExit }: Listeners): EngineProcess {
  let lastWords = '';
  const child = startNodeChild({
    entry: { utility: 'process.mjs', node: 'process.mjs' },
    name: 'Trustpath engine',
    execArgv: [],
    env: environment(),
    onOutput(stream, chunk) {
      process[stream].write(chunk);
      if (stream === 'stderr') lastWords = (lastWords + chunk.toString('utf8')).slice(-2_000);
    },
    onMessage(message) {
      const known = message as { type: string };
      if (isHostRequest(known)) checks.handle(known);
      else onMessage(message as EngineResponse);
    },
    onExit(code, signal, error) {
      checks.stop();
      onExit(error?.message ?? describeExit(code, signal, lastWords));
    },
  });
  const checks = createCheckHost((report) => child.send(report));
  return { send: child.send, stop: child.kill };
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
