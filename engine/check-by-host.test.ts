import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { HostRequest } from '../schema/host-contract.ts';
import { checkSnapshotInChild } from '../schema/snapshot/check-in-child.ts';
import { DEFAULT_LIMITS } from '../schema/snapshot/limits.ts';
import { createHostChecks } from './check-by-host.ts';

/** A host as the window's main process is one: it starts the checking process and passes messages on. */
function hostedChecks(entry: string) {
  const asked: HostRequest['type'][] = [];
  const programs: string[] = [];
  const children = new Map<number, ReturnType<typeof fork>>();
  const checks = createHostChecks((request) => {
    asked.push(request.type);
    if (request.type === 'check-start') {
      programs.push(request.program);
      const child = fork(entry, [], { execArgv: [...request.execArgv], serialization: 'advanced' });
      children.set(request.check, child);
      child.on('message', (answer) =>
        checks.receive({ type: 'check-message', check: request.check, answer }),
      );
      child.on('exit', (code, signal) =>
        checks.receive({ type: 'check-exit', check: request.check, code, signal }),
      );
    } else if (request.type === 'check-send') children.get(request.check)?.send(request.job as object);
    else children.get(request.check)?.kill('SIGKILL');
  });
  return { checks, asked, programs };
}

it('has a snapshot checked in a process that its host started', async () => {
  const entry = resolve(import.meta.dirname, '../schema/snapshot/snapshot-check-entry.ts');
  const { checks, asked, programs } = hostedChecks(entry);
  const path = join(mkdtempSync(join(tmpdir(), 'trustpath-host-')), 'not.trustpath');
  writeFileSync(path, 'hello');
  const job = { path, name: 'not.trustpath', mode: 'stranger', limits: DEFAULT_LIMITS } as const;
  await expect(checkSnapshotInChild(entry, job, { start: checks.start })).rejects.toMatchObject({
    code: 'input-refused',
  });
  expect(asked).toEqual(['check-start', 'check-send', 'check-kill']);
  expect(programs).toEqual(['snapshot-check-entry']);
});

it('refuses the file when the process ends without an answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-host-'));
  const entry = join(folder, 'dies.mjs');
  writeFileSync(entry, 'process.on("message", () => process.exit(9));');
  const { checks } = hostedChecks(entry);
  const job = { path: entry, name: 'x.trustpath', mode: 'stranger', limits: DEFAULT_LIMITS } as const;
  await expect(checkSnapshotInChild(entry, job, { start: checks.start })).rejects.toMatchObject({
    code: 'input-refused',
  });
});
