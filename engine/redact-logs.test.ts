import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { generatedAuditLog } from '../cli/testing/generated-audit-log.ts';
import { seededRandom } from '../scripts/faults/seeded-random.ts';
import { createEngine, type Engine } from './engine.ts';
import { contentsOf } from './testing/contents-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-redact-logs-'));
let engine: Engine;
beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  engine = createEngine();
});
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('a redacted audit log loses its names, programs and addresses, and the same deviations are found in it', async () => {
  const [log, original, redacted] = ['audit.log', 'original.trustpath', 'redacted.trustpath'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const { events } = generatedAuditLog(seededRandom(1));
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await engine.request('import.kubernetes-audit', { paths: [log], cluster: 'prod', out: original });
  const { handle } = await engine.request('snapshot.open', { path: original });
  const written = await engine.request('redact.write', { handle, out: redacted });
  expect(written.residue).toEqual([]);
  const names = /nightly|sleeper|person-|10\.7\.|203\.0\.\d\./g;
  expect(contentsOf(original).match(names)).not.toBeNull();
  expect([...new Set(contentsOf(redacted).match(names))]).toEqual([]);

  const found = async (path: string) => {
    const opened = await engine.request('snapshot.open', { path });
    const { identities } = await engine.request('behaviours', { handle: opened.handle });
    return identities
      .map(({ deviations, events: count, last }) => JSON.stringify({ deviations, count, last }))
      .sort();
  };
  expect(await found(redacted)).toEqual(await found(original));
}, 60_000);
