import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createCanary } from '../sample/canary.ts';
import { startSampleEstate } from '../sample/server.ts';
import { createEngine } from './engine.ts';

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** All that a snapshot holds: the bytes of the file, and every document unpacked. */
function contentsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  const bodies = db.prepare('SELECT data FROM body').all() as { data: Buffer }[];
  db.close();
  const documents = bodies.map(({ data }) => (data[0] === 0x78 ? inflateSync(data) : data).toString('utf8'));
  return [readFileSync(path).toString('latin1'), ...documents].join('\n');
}

describe('secrets planted in every field of the API’s answers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-canary-'));
  const canary = createCanary();
  const snapshot = join(folder, 'canary.trustpath');
  const written: string[] = [];

  beforeAll(async () => {
    vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        written.push(String(text));
        return true;
      });
    }
    const estate = await startSampleEstate({ plant: canary.plant });
    vi.stubEnv('AWS_ACCESS_KEY_ID', estate.credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', estate.credentials.secretAccessKey);
    const engine = createEngine();
    await engine.request(
      'collect.aws',
      { out: snapshot, endpoint: estate.endpoint, regions: [estate.region] },
      { onProgress: (progress) => written.push(JSON.stringify(progress)) },
    );
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    const asked = {
      handle,
      text: `aws_access_key_id = ${estate.leakedKeyId}\naws_secret_access_key = ${SECRET}`,
    };
    written.push(JSON.stringify(await engine.request('trace', asked)));
    written.push(JSON.stringify(await engine.request('entities.list', { handle, limit: 10_000 })));
    written.push(JSON.stringify(await engine.request('snapshot.coverage', { handle })));
    await engine.request('evidence.write', {
      handle,
      question: { kind: 'trace', text: asked.text },
      out: join(folder, 'bundle'),
    });
    engine.close();
    await estate.close();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }, 60_000);

  const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzCANARYk1';

  it('were planted, all over', () => {
    expect(canary.planted().length).toBeGreaterThan(500);
    expect(new Set(canary.planted().map(({ field }) => field.split('/')[0])).size).toBeGreaterThan(20);
  });

  it('are not in the snapshot', () => {
    const contents = contentsOf(snapshot);
    expect(contents).toContain('ci-deployer');
    expect(canary.planted().filter(({ secret }) => contents.includes(secret))).toEqual([]);
    expect(contents).not.toContain(SECRET);
  });

  it('are in no file of the bundle, nor of this machine’s own folder', () => {
    const files = filesBelow(folder);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const text = readFileSync(file, 'latin1');
      expect(
        canary.planted().filter(({ secret }) => text.includes(secret)),
        file,
      ).toEqual([]);
      expect(text.includes(SECRET), file).toBe(false);
    }
  });

  it('are in no answer, progress or output', () => {
    const said = written.join('\n');
    expect(said).toContain('ci-deployer');
    expect(canary.planted().filter(({ secret }) => said.includes(secret))).toEqual([]);
    expect(said).not.toContain(SECRET);
  });
});
