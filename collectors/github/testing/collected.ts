import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { createSnapshot } from '../../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../../schema/snapshot/types.ts';
import { type CollectGithubOptions, collectGithub } from '../collect.ts';

interface Served {
  readonly baseUrl: string;
  readonly token: string;
  readonly organization: { readonly login: string };
  close(): Promise<void>;
}

/** Servers and files of one test file, which end with it. `start` starts a server. */
export function collecting<S extends Served, O extends object>(
  start: (options: O | undefined) => Promise<S>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-github-'));
  const servers: S[] = [];
  const writers: SnapshotWriter[] = [];
  let files = 0;
  afterEach(async () => {
    for (const writer of writers.splice(0)) writer.close();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    async serve(options?: O): Promise<S> {
      const server = await start(options);
      servers.push(server);
      return server;
    },
    write(): SnapshotWriter {
      const path = join(folder, `${++files}.trustpath`);
      const writer = createSnapshot(path, { createdBy: 'test', createdAt: '2026-11-22T12:00:00.000Z' });
      writers.push(writer);
      return writer;
    },
    collect(writer: SnapshotWriter, server: Served, options: Partial<CollectGithubOptions> = {}) {
      return collectGithub(writer, {
        baseUrl: server.baseUrl,
        token: server.token,
        ...(options.repositories === undefined ? { organizations: [server.organization.login] } : {}),
        secondMs: 5,
        ...options,
      });
    },
  };
}

/** The documents of an operation, with the parameters they were asked with. */
export function answers(writer: SnapshotWriter, operation: string) {
  const reader = writer.reader();
  return [...reader.calls({ operation })].map(({ parameters, page, status, httpStatus, observation }) => ({
    parameters,
    page,
    status,
    httpStatus,
    document: observation === null ? null : reader.document(observation),
  }));
}

export function coverageOf(writer: SnapshotWriter, operation: string) {
  return writer
    .reader()
    .coverage()
    .find((record) => record.operation === operation);
}
