import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { app, utilityProcess } from 'electron';
import type { EngineRequest, EngineResponse } from '../schema/contract.ts';

/** A running engine, however it was started. */
export interface EngineProcess {
  send(message: EngineRequest): void;
  stop(): void;
}

interface Listeners {
  onMessage(message: EngineResponse): void;
  /** Called once, with what is known of why. */
  onExit(reason: string): void;
}

/** better-sqlite3 needs Node-API 10; an Electron that has less runs the engine under Node instead. */
const NEEDED_NODE_API = 10;

export function engineKind(): 'utility process' | 'node' {
  return Number(process.versions.napi) >= NEEDED_NODE_API ? 'utility process' : 'node';
}

/** Starts the engine. Throws where this Electron cannot run it and no Node was found that can. */
export function startEngine(listeners: Listeners): EngineProcess {
  const entry = path.join(__dirname, 'engine', 'process.mjs');
  return engineKind() === 'utility process' ? startUtility(entry, listeners) : startNode(entry, listeners);
}

function startUtility(entry: string, { onMessage, onExit }: Listeners): EngineProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Trustpath engine',
    stdio: 'pipe',
    env: engineEnvironment(),
  });
  const lastWords = passOn(child.stdout as Readable | null, child.stderr as Readable | null);
  child.on('message', onMessage);
  child.once('exit', (code) => onExit(describeExit(code, null, lastWords())));
  return { send: (message) => child.postMessage(message), stop: () => void child.kill() };
}

function startNode(entry: string, { onMessage, onExit }: Listeners): EngineProcess {
  const child = fork(entry, [], {
    execPath: nodeExecutable(),
    execArgv: [],
    // Typed arrays cross as they are.
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: engineEnvironment(),
  });
  const lastWords = passOn(child.stdout, child.stderr);
  let ended = false;
  const end = (reason: string) => {
    if (!ended) onExit(reason);
    ended = true;
  };
  child.on('message', (message) => onMessage(message as EngineResponse));
  child.once('error', (error) => end(error.message));
  child.once('exit', (code, signal) => end(describeExit(code, signal, lastWords())));
  return {
    // A process that has just ended is reported by `exit`, not by a failed send.
    send: (message) => void child.send(message, () => {}),
    stop: () => void child.kill(),
  };
}

/** The Node that the start script named, or the project's own. */
function nodeExecutable(): string {
  const candidates = [
    process.env.TRUSTPATH_NODE,
    path.join(app.getAppPath(), 'node_modules/node/bin/node'),
    path.join(__dirname, '../node_modules/node/bin/node'),
  ];
  const found = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (found === undefined) {
    throw new Error(
      `Electron ${process.versions.electron} has Node-API ${process.versions.napi} and the engine needs ${NEEDED_NODE_API}: set TRUSTPATH_NODE to a Node 24 executable, or use Electron 42 or later.`,
    );
  }
  return found;
}

function engineEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = process.env;
  return rest;
}

/** Copies the engine's output to this process's, and remembers the end of it for the day that it dies. */
function passOn(stdout: Readable | null, stderr: Readable | null): () => string {
  let last = '';
  stdout?.on('data', (chunk: Buffer) => process.stdout.write(chunk));
  stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    last = (last + chunk.toString('utf8')).slice(-2_000);
  });
  return () => last;
}

function describeExit(code: number | null, signal: string | null, lastWords: string): string {
  const how = signal === null ? `with status ${code}` : `by ${signal}`;
  const why = /^\w*Error[:\s].*$/m.exec(lastWords)?.[0];
  return `The engine ended ${how}${why === undefined ? '' : ` (${why.trim()})`}.`;
}
