import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder } from './data-folder.ts';
import { createEngine, type Engine } from './engine.ts';
import { keep } from './kept-by-digest.ts';
import { countRequests } from './read-ahead.ts';
import { type Estate, sealed } from './testing/measured-estate.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-ahead-'));
vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
const role: Estate['roles'][number] = {
  owned: false,
  functions: 1,
  issuer: null,
  used: 1,
  made: 10,
  services: null,
  can: 'everything',
};
const [path, other] = [join(folder, 'estate.trustpath'), join(folder, 'other.trustpath')];
sealed(path, { users: [], roles: [role, role, role] });
sealed(other, { users: [], roles: [role] });
beforeEach(() => rmSync(dataFolder('measures'), { recursive: true }));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** What findings do the first time, in order; nothing where they are known. */
async function findings(engine: Engine, handle: string) {
  const said: string[] = [];
  const onProgress = ({ detail }: { readonly detail: string }) => void said.push(detail);
  const answer = await engine.request('findings', { handle }, { onProgress });
  return { said, answer };
}
async function withEngine<T>(readsAhead: boolean, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = createEngine({ readsAhead });
  try {
    return await use(engine);
  } finally {
    engine.close();
  }
}
const open = async (engine: Engine, file = path) =>
  (await engine.request('snapshot.open', { path: file })).handle;
const kept = () => (existsSync(dataFolder('measures')) ? readdirSync(dataFolder('measures')) : []);

describe('what first questions need', () => {
  test('is read while nobody asks, and answered as if it were not', async () => {
    const unread = await withEngine(false, async (engine) => findings(engine, await open(engine)));
    expect(unread.said).toContain('Looking for what is wrong');
    expect(unread.answer.findings.length).toBeGreaterThan(2);
    rmSync(dataFolder('measures'), { recursive: true });
    await withEngine(true, async (engine) => {
      const handle = await open(engine);
      await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: 5_000 });
      expect(await findings(engine, handle)).toEqual({ said: [], answer: unread.answer });
    });
  });

  test('is not read where that was not wanted, nor of two snapshots at once', async () => {
    await withEngine(false, async (engine) => {
      await open(engine);
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(kept()).toEqual([]);
    });
    await withEngine(true, async (engine) => {
      const first = await open(engine);
      await open(engine, other);
      await new Promise((resolve) => setTimeout(resolve, 800));
      expect(kept()).toEqual([]);
      await engine.request('snapshot.close', { handle: first });
      await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: 5_000 });
    });
  });

  test('is no longer read when the snapshot is closed', async () => {
    await withEngine(true, async (engine) => {
      await engine.request('snapshot.close', { handle: await open(engine) });
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(kept()).toEqual([]);
    });
  });
});

describe('findings that were kept', () => {
  test('are answered by the next engine without looking; altered ones are found again', async () => {
    const first = await withEngine(false, async (engine) => findings(engine, await open(engine)));
    const [file = ''] = kept();
    const whole = readFileSync(join(dataFolder('measures'), file), 'utf8');
    const again = () => withEngine(false, async (engine) => findings(engine, await open(engine)));
    expect(await again()).toEqual({ said: [], answer: first.answer });
    for (const spoiled of [
      whole.replace('"severity":"medium"', '"severity":"low"'),
      whole.slice(0, -9),
      '',
    ]) {
      expect(spoiled).not.toBe(whole);
      writeFileSync(join(dataFolder('measures'), file), spoiled);
      expect(await again()).toEqual(first);
      expect(readFileSync(join(dataFolder('measures'), file), 'utf8')).toBe(whole);
    }
  });

  test('are not what is exported: that is found from the observations', async () => {
    await withEngine(false, async (engine) => {
      const { handle, info } = await engine.request('snapshot.open', { path });
      keep(info.digest ?? '', 'findings', []);
      expect((await findings(engine, handle)).answer.findings).toEqual([]);
      const exported = await engine.request('findings.export', { handle, format: 'csv' });
      expect(exported.count).toBeGreaterThan(2);
    });
  });
});

test('requests are quiet some time after the last of them', async () => {
  const requests = countRequests();
  await vi.waitFor(() => expect(requests.areQuiet()).toBe(true));
  const [one, two] = [requests.begin(), requests.begin()];
  one();
  expect(requests.areQuiet()).toBe(false);
  two();
  expect(requests.areQuiet()).toBe(false);
  await vi.waitFor(() => expect(requests.areQuiet()).toBe(true));
});
