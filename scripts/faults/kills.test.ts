import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { killCollection } from './kill-collection.ts';
import { killExport } from './kill-export.ts';
import { killSealing } from './kill-sealing.ts';
import { seededRandom } from './seeded-random.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  { kind: killCollection, rounds: 3 },
  { kind: killSealing, rounds: 2 },
  { kind: killExport, rounds: 1 },
])(
  '$kind.title: nothing acknowledged is lost, $rounds kills',
  async ({ kind, rounds }) => {
    const own = mkdtempSync(join(folder, 'kind-'));
    const random = seededRandom(Math.floor(Math.random() * 2 ** 32));
    const report = await kind.run({ rounds, random, folder: own, onRound: () => undefined });
    expect(report.lost).toEqual([]);
    expect(report.rounds).toBe(rounds);
  },
  240_000,
);
