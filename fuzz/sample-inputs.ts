import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import type { Json } from '../schema/json.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';

/** A snapshot of the sample estate, collected once for all targets. */
export async function sampleSnapshot(folder: string): Promise<string> {
  const path = join(folder, 'sample.trustpath');
  if (existsSync(path)) return path;
  const making = join(folder, `sample-${process.pid}.trustpath`);
  const engine = createEngine();
  try {
    await engine.request('sample.create', { out: making });
    renameSync(making, path);
  } finally {
    engine.close();
    rmSync(making, { force: true });
  }
  return path;
}

/** What the sample's services answered to calls of an operation: what files of strangers hold. */
export async function sampleDocuments(folder: string, operation: string): Promise<Json[]> {
  const reader = openSnapshot(await sampleSnapshot(folder));
  try {
    return [...reader.calls()].flatMap((call) =>
      call.operation === operation && call.observation !== null ? [reader.document(call.observation)] : [],
    );
  } finally {
    reader.close();
  }
}

/** A small sealed snapshot: an account, a cluster's roles and a repository, as the importers read them. */
export async function smallSnapshot(folder: string): Promise<Buffer> {
  const path = join(folder, `small-${process.pid}.trustpath`);
  rmSync(path, { force: true });
  const engine = createEngine();
  const seeds = join(import.meta.dirname, 'seeds');
  try {
    await engine.request('import.aws', { out: path, paths: [join(seeds, 'account.json')] });
    await engine.request('import.kubernetes', {
      out: path,
      add: true,
      paths: [join(seeds, 'cluster.yaml')],
      cluster: 'prod',
    });
    await engine.request('import.github', { out: path, add: true, paths: [join(seeds, 'checkouts')] });
    return readFileSync(path);
  } finally {
    engine.close();
    rmSync(path, { force: true });
  }
}
