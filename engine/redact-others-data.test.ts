import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { createEngine, type Engine } from './engine.ts';
import { contentsOf } from './testing/contents-of.ts';

const data = resolve(import.meta.dirname, '../../shared/data');
const folder = mkdtempSync(join(tmpdir(), 'trustpath-redact-others-'));
let engine: Engine;

beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  engine = createEngine();
});
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
});

/** Names that stand in the input, none of which may be left. */
const INPUTS = [
  {
    name: 'iam-vulnerable',
    path: 'aws/iam-vulnerable.authorization-details.json',
    channel: 'import.aws',
    names: /privesc|sre-user|raynor/gi,
  },
  {
    name: 'cloudmapper-demo',
    path: 'aws/cloudmapper-demo',
    channel: 'import.aws',
    names: /cloudmapper|invpclambda|exfiller|123456789012/gi,
  },
  {
    name: 'Argo CD',
    path: 'kubernetes/argo-cd-install.yaml',
    channel: 'import.kubernetes',
    names: /argo|dex-server|applicationset/gi,
  },
  {
    name: 'a GitHub organization',
    path: 'github/githound-org.opengraph.json',
    channel: 'import.github',
    names: /specter|githound/gi,
  },
] as const;

describe('third-party inputs with pseudonyms', () => {
  for (const { name, path, channel, names } of INPUTS) {
    const file = join(data, path);
    const there = existsSync(file);
    if (!there) console.log(`Skipped: ${name} is looked for at ${file}, which is not there.`);
    it.skipIf(!there)(
      `${name} keeps its graph and loses its names`,
      async () => {
        const original = join(folder, `${path.replaceAll('/', '-')}.trustpath`);
        const redacted = join(folder, `${path.replaceAll('/', '-')}-redacted.trustpath`);
        const paths = [file];
        if (channel === 'import.kubernetes')
          await engine.request(channel, { out: original, paths, cluster: 'harbour' });
        else await engine.request(channel, { out: original, paths });
        const { handle, info } = await engine.request('snapshot.open', { path: original });
        const written = await engine.request('redact.write', { handle, out: redacted });
        // The engine compared every entity and relation before it answered; the counts are checked from outside.
        expect(written.compared).toEqual({
          entities: info.counts.entities,
          relations: info.counts.relations,
        });
        expect(written.compared.relations).toBeGreaterThan(50);
        expect(written.residue).toEqual([]);
        expect(degreesOf(redacted)).toEqual(degreesOf(original));
        expect(contentsOf(original).match(names)).not.toBeNull();
        expect([...new Set(contentsOf(redacted).match(names))].slice(0, 5)).toEqual([]);
      },
      30_000,
    );
  }
});

/** How many relations of which rule leave and enter each entity, without its name. */
function degreesOf(path: string): string[] {
  const reader = openSnapshot(path);
  const { from, to, rule, rules, verdict } = reader.relationEnds();
  const found = Array.from({ length: reader.entityCount() }, (): string[] => []);
  from.forEach((start, index) => {
    const what = `${rules[rule[index] ?? 0]} ${verdict[index]}`;
    found[start]?.push(`out ${what}`);
    found[to[index] ?? 0]?.push(`in ${what}`);
  });
  const kinds = reader.entityColumns().kind;
  reader.close();
  return found.map((each, index) => `${kinds[index]} ${each.sort().join(', ')}`).sort();
}
