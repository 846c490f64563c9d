import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataFolder } from './data-folder.ts';
import { createEngine, type Engine, type RequestOptions } from './engine.ts';
import { arn, type Estate, sealed } from './testing/measured-estate.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-first-'));
vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
const path = join(folder, 'estate.trustpath');

const role = (owned: boolean): Estate['roles'][number] => ({
  owned,
  functions: 1,
  issuer: null,
  used: 1,
  made: 10,
  services: null,
  can: 'everything',
});

beforeAll(() =>
  sealed(path, { users: [], roles: Array.from({ length: 20 }, (_, at) => role(at % 3 === 0)) }),
);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function withEngine<T>(use: (engine: Engine, handle: string) => Promise<T>): Promise<T> {
  // What one engine found the next would read.
  rmSync(dataFolder('measures'), { recursive: true });
  const engine = createEngine();
  try {
    const { handle } = await engine.request('snapshot.open', { path });
    return await use(engine, handle);
  } finally {
    engine.close();
  }
}

/** What is asked of a snapshot that takes long the first time. */
type Look = (engine: Engine, handle: string, options?: RequestOptions) => Promise<unknown>;
const NAMES = ['findings', 'identities', 'measures'] as const;
const PAGE = { offset: 0, limit: 100 };
const LOOKS: Readonly<Record<(typeof NAMES)[number], Look>> = {
  findings: (engine, handle, options) => engine.request('findings', { handle }, options),
  identities: (engine, handle, options) => engine.request('inventory.list', { handle, ...PAGE }, options),
  measures: async (engine, handle, options) => {
    const { columns } = await engine.request('measures', { snapshots: [{ handle }] }, options);
    return columns.map(({ at: _, ...each }) => each);
  },
};

describe('first looks at a snapshot', () => {
  test('answer the same one after the other, all at once, and with other questions between', async () => {
    const alone = new Map<string, unknown>();
    for (const name of NAMES)
      alone.set(name, await withEngine((engine, handle) => LOOKS[name](engine, handle)));
    await withEngine(async (engine, handle) => {
      const asked = [...NAMES, ...NAMES.toReversed()].map((name) => ({
        name,
        answer: LOOKS[name](engine, handle),
      }));
      const unknowns = await engine.request('path', { handle, from: arn('role/r0') });
      expect(unknowns.paths.length).toBeGreaterThan(0);
      for (const { name, answer } of asked) expect(await answer).toEqual(alone.get(name));
    });
  });

  test.each(['findings', 'identities'] as const)(
    'at %s say what they do, and are given up at any of it',
    async (name) => {
      const said: string[] = [];
      const whole = await withEngine((engine, handle) =>
        LOOKS[name](engine, handle, { onProgress: ({ detail }) => said.push(detail) }),
      );
      expect(said.length).toBeGreaterThan(3);
      expect(new Set(said).size).toBe(said.length);
      for (const last of said)
        await withEngine(async (engine, handle) => {
          const abort = new AbortController();
          const onProgress = ({ detail }: { readonly detail: string }) => {
            if (detail === last) abort.abort();
          };
          const asked = LOOKS[name](engine, handle, { signal: abort.signal, onProgress });
          await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
          // What was read is not read again, and gives the same.
          const again: string[] = [];
          expect(
            await LOOKS[name](engine, handle, { onProgress: ({ detail }) => again.push(detail) }),
          ).toEqual(whole);
          expect(again).toEqual(said.slice(said.indexOf(last) + 1));
        });
    },
  );

  test('at other answers from facts go on where findings stopped, and can be given up with them', async () => {
    await withEngine(async (engine, handle) => {
      const first = new AbortController();
      const second = new AbortController();
      const findings = LOOKS.findings(engine, handle, {
        signal: first.signal,
        onProgress: ({ detail }) => {
          if (detail !== 'Joining what was read') return;
          first.abort();
          second.abort();
        },
      });
      const asked = engine.request('path', { handle, from: arn('role/r0') }, { signal: second.signal });
      await expect(findings).rejects.toMatchObject({ code: 'cancelled' });
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
      const { paths } = await engine.request('path', { handle, from: arn('role/r0') });
      expect(paths.length).toBeGreaterThan(0);
    });
  });

  test('end, when the snapshot is closed, as cancelled', async () => {
    await withEngine(async (engine, handle) => {
      const asked = LOOKS.findings(engine, handle, {
        onProgress: ({ detail }) => {
          if (detail === 'Looking for what is wrong') void engine.request('snapshot.close', { handle });
        },
      });
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    });
  });

  test('count what the case said when they were asked, whatever it says meanwhile', async () => {
    const before = await withEngine((engine, handle) => LOOKS.identities(engine, handle));
    await withEngine(async (engine, handle) => {
      const { case: mine } = await engine.request('case.create', {
        path: join(folder, 'case.trustcase'),
        title: 'Marks',
      });
      await engine.request('case.bind', { case: mine, handle, note: false });
      let marked: Promise<unknown> | undefined;
      const asked = LOOKS.identities(engine, handle, {
        onProgress: () => {
          const action = { do: 'mark', entity: arn('role/r1'), mark: 'owner', value: 'Amara' } as const;
          marked ??= engine.request('case.apply', { case: mine, action });
        },
      });
      expect(await asked).toEqual(before);
      await marked;
      const { rows } = await engine.request('inventory.list', { handle, ...PAGE });
      expect(rows.find(({ id }) => id === arn('role/r1'))?.owner?.name).toBe('Amara');
    });
  });
});
