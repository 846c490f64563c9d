import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document on standard output. Throws where there is none, or more than one. */
  json<T = Record<string, unknown>>(): T;
}

const ENTRY = resolve(import.meta.dirname, '..', 'trustpath.mjs');
const HOME = mkdtempSync(join(tmpdir(), 'trustpath-home-'));

/** Runs the command line as a person would, in a process of its own, with a home of its own. */
export function runCli(args: readonly string[], input = ''): Promise<CliRun> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [ENTRY, ...args], {
      env: { ...process.env, TRUSTPATH_HOME: HOME, HOME, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', fail);
    child.on('close', (status) => {
      const stdout = Buffer.concat(out).toString('utf8');
      done({
        status,
        stdout,
        stderr: Buffer.concat(err).toString('utf8'),
        json: <T>() => JSON.parse(stdout) as T,
      });
    });
    child.stdin.end(input);
  });
}
