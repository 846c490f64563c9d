import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createCanary } from '../sample/canary.ts';
import { ORGANIZATION_LOGIN } from '../sample/github/larkfield.ts';
import { startSampleOrganization } from '../sample/github/sample-organization.ts';
import { createEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-github-canary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All that a snapshot holds: the bytes of the file, and every document unpacked. */
function contentsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  const bodies = db.prepare('SELECT data FROM body').all() as { data: Buffer }[];
  db.close();
  const documents = bodies.map(({ data }) => (data[0] === 0x78 ? inflateSync(data) : data).toString('utf8'));
  return [readFileSync(path).toString('latin1'), ...documents].join('\n');
}

describe('secrets planted in every field of GitHub’s answers', () => {
  // Each field is given each form of secret that there is.
  for (const rotation of [0, 3, 6, 9])
    it(`are in no snapshot, progress, entity or output (forms ${rotation})`, async () => {
      const canary = createCanary('github', rotation);
      const server = await startSampleOrganization({ plant: canary.plant });
      const said: string[] = [];
      for (const stream of [process.stdout, process.stderr])
        vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
      vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
      vi.stubEnv('GH_TOKEN', server.token);
      vi.stubEnv('GH_ENTERPRISE_TOKEN', server.token);
      const engine = createEngine();
      const out = join(folder, `${rotation}.trustpath`);
      try {
        await engine.request(
          'collect.github',
          { out, organizations: [ORGANIZATION_LOGIN], baseUrl: server.baseUrl },
          { onProgress: (progress) => said.push(JSON.stringify(progress)) },
        );
        const { handle } = await engine.request('snapshot.open', { path: out });
        said.push(JSON.stringify(await engine.request('entities.list', { handle, limit: 10_000 })));
        said.push(JSON.stringify(await engine.request('snapshot.coverage', { handle })));
      } finally {
        engine.close();
        await server.close();
        vi.restoreAllMocks();
        vi.unstubAllEnvs();
      }
      expect(canary.planted().length).toBeGreaterThan(200);
      const everything = `${contentsOf(out)}\n${said.join('\n')}`;
      expect(everything).toContain('order-service');
      expect(canary.planted().filter(({ secret }) => everything.includes(secret))).toEqual([]);
      expect(everything).not.toContain(server.token);
    }, 60_000);
});
