import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { app, utilityProcess } from 'electron';

/** A process that runs one of our bundles under Node, inside Electron or beside it. */
export interface NodeChild {
  send(message: unknown): void;
  /** Tells it that nobody is there any more: it closes its files and ends. */
  release(): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

interface Start {
  /** Bundle, which runs in an Electron utility process, and under Node where that cannot load the native modules. */
  readonly entry: string;
  readonly name: string;
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Called with what it prints; without it, nothing that it prints is read. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
  onMessage(message: unknown): void;
  /** Called once. */
  onExit(code: number | null, signal: string | null, error?: Error): void;
}

/** better-sqlite3 needs Node-API 10; an Electron that has less uses a Node beside it instead. */
const NEEDED_NODE_API = 10;

export function childKind(): 'utility process' | 'node' {
  return Number(process.versions.napi) >= NEEDED_NODE_API ? 'utility process' : 'node';
}

/** Starts the bundle. Throws where this Electron cannot run it and no Node was found that can. */
export function startNodeChild(start: Start): NodeChild {
  return childKind() === 'utility process' ? startUtility(start) : startNode(start);
}

function startUtility({ entry, name, execArgv, env, onOutput, onMessage, onExit }: Start): NodeChild {
  const child = utilityProcess.fork(bundle(entry), [], {
    serviceName: name,
    execArgv: [...execArgv],
    stdio: onOutput ? 'pipe' : 'ignore',
    env,
  });
  passOn(child.stdout as Readable | null, child.stderr as Readable | null, onOutput);
  child.on('message', onMessage);
  child.once('exit', (code) => onExit(...exitOf(code)));
  return {
    send: (message) => child.postMessage(message),
    release: () => void child.kill(),
    kill() {
      // `child.kill()` asks; a process inside a query that does not end never hears it.
      if (child.pid !== undefined) killNow(child.pid);
    },
  };
}

/** Electron tells a signal by its number alone, in place of the status. */
function exitOf(code: number): [number | null, string | null] {
  const signal =
    process.platform === 'win32' ? undefined : { 6: 'SIGABRT', 9: 'SIGKILL', 15: 'SIGTERM' }[code];
  return signal === undefined ? [code, null] : [null, signal];
}

function startNode({ entry, execArgv, env, onOutput, onMessage, onExit }: Start): NodeChild {
  const output = onOutput ? 'pipe' : 'ignore';
  const child = fork(bundle(entry), [], {
    execPath: nodeExecutable(),
    execArgv: [...execArgv],
    // Typed arrays cross as they are.
    serialization: 'advanced',
    stdio: ['ignore', output, output, 'ipc'],
    env,
  });
  passOn(child.stdout, child.stderr, onOutput);
  let ended = false;
  const end = (code: number | null, signal: string | null, error?: Error) => {
    if (!ended) onExit(code, signal, error);
    ended = true;
  };
  child.on('message', onMessage);
  child.once('error', (error) => end(null, null, error));
  child.once('exit', (code, signal) => end(code, signal));
  return {
    // A process that has just ended is reported by `exit`, not by a failed send.
    send: (message) => void child.send(message as object, () => {}),
    release() {
      if (child.connected) child.disconnect();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function bundle(name: string): string {
  return path.join(__dirname, 'engine', name);
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

function passOn(stdout: Readable | null, stderr: Readable | null, onOutput: Start['onOutput']): void {
  stdout?.on('data', (chunk: Buffer) => onOutput?.('stdout', chunk));
  stderr?.on('data', (chunk: Buffer) => onOutput?.('stderr', chunk));
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
