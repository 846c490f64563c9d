import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCase } from '../schema/case/case-file.ts';
import { compareWithLog } from '../scripts/faults/acknowledged-actions.ts';
import { killEngineInCase } from '../scripts/faults/kill-engine-in-case.ts';
import { seededRandom } from '../scripts/faults/seeded-random.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-kill-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('ten engines that are killed at any moment lose no action that they acknowledged', async () => {
  const { counts, lost } = await killEngineInCase.run({
    rounds: 10,
    random: seededRandom(7),
    folder,
    onRound: () => undefined,
  });
  expect(lost).toEqual([]);
  expect(counts.acknowledged).toBeGreaterThan(10);
}, 60_000);

test('a lost or altered action is noticed', () => {
  const path = join(folder, 'noticed.trustcase');
  const at = '2026-03-01T10:00:00.000Z';
  const opened = createCase(path, { title: 'Noticed', at, by: 'test' });
  const acknowledged = ['one', 'two', 'three'].map((text) => {
    opened.apply({ do: 'write-note', text }, at);
    return opened.head;
  });
  expect(compareWithLog(path, acknowledged)).toEqual({ lost: [], unacknowledged: 0 });
  expect(compareWithLog(path, acknowledged.slice(0, 2)).unacknowledged).toBe(1);
  expect(compareWithLog(path, acknowledged.slice(0, 1)).lost).toHaveLength(1);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`);
  appendFileSync(path, lines.at(-1)!.slice(0, 40));
  expect(compareWithLog(path, acknowledged).lost).toEqual([
    `${path}: action 3 was acknowledged and is not there`,
  ]);
});
