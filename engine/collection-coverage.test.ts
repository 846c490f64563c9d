import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startSampleEstate } from '../sample/server.ts';
import type { Progress } from '../schema/contract.ts';
import { createEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-told-'));
const engine = createEngine();
const estate = await startSampleEstate();
process.env.AWS_ACCESS_KEY_ID = estate.credentials.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = estate.credentials.secretAccessKey;
process.env.AWS_EC2_METADATA_DISABLED = 'true';
afterAll(async () => {
  engine.close();
  await estate.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a collection tells its coverage as it grows, and what it told is what the snapshot says at the end', async () => {
  const told = new Map<string, string>();
  const onProgress = ({ source, coverage }: Progress) => {
    if (coverage) told.set(`${source} ${coverage.operation} ${coverage.region}`, coverage.status);
  };
  const out = join(folder, 'told.trustpath');
  const target = { endpoint: estate.endpoint, regions: [estate.region] };
  await engine.request('collect.aws', { out, ...target }, { onProgress });
  const { handle } = await engine.request('snapshot.open', { path: out });
  const { sources } = await engine.request('snapshot.coverage', { handle });
  const recorded = sources.flatMap(({ id, calls }) =>
    calls.map((call) => [`${id} ${call.operation} ${call.region}`, call.status] as const),
  );
  expect(recorded.length).toBeGreaterThan(50);
  expect([...told].sort()).toEqual([...recorded].sort());
  expect(new Set(told.values())).toContain('denied');
}, 60_000);

test('what is read is said from the collectors themselves, each call once', async () => {
  const reads = await engine.request('collect.reads', {});
  for (const calls of Object.values(reads)) {
    expect(calls.length).toBeGreaterThan(20);
    expect(new Set(calls.map(({ operation }) => operation)).size).toBe(calls.length);
    expect(calls.every(({ permission }) => permission !== '')).toBe(true);
  }
});
