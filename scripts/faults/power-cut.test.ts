import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cutCase } from './cut-case.ts';
import { cutExport } from './cut-export.ts';
import { cutSnapshot } from './cut-snapshot.ts';
import { createDisk } from './power-cut/disk.ts';
import { readTrace, type Written, whyUntraceable } from './power-cut/written.ts';
import { seededRandom } from './seeded-random.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-power-cut-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const why = whyUntraceable();
if (why !== null) console.log(`Power cuts are not simulated: ${why}.`);

describe.skipIf(why !== null)('a power cut between any two writes', () => {
  test.each([
    { kind: cutCase, rounds: 3, cuts: 200 },
    { kind: cutExport, rounds: 3, cuts: 100 },
    { kind: cutSnapshot, rounds: 0, cuts: 200 },
  ])(
    'loses nothing that was acknowledged: $kind.name',
    async ({ kind, rounds, cuts }) => {
      const own = mkdtempSync(join(folder, 'kind-'));
      const report = await kind.run({
        rounds,
        random: seededRandom(11),
        folder: own,
        onRound: () => undefined,
      });
      expect(report.lost).toEqual([]);
      expect(report.rounds).toBeGreaterThan(cuts);
      expect(report.counts.acknowledged).toBeGreaterThan(1);
    },
    240_000,
  );
});

describe('the disk that is cut off', () => {
  const bytes = Buffer.from('x'.repeat(1_000));
  const left = join(folder, 'left');
  const file = join(left, 'a');
  const leftAfter = (steps: readonly Written[], luck: 'all' | 'none' | (() => number)) => {
    const disk = createDisk('/d');
    for (const step of steps) disk.apply(step);
    disk.cut(left, luck);
    return existsSync(file) ? readFileSync(file, 'latin1') : null;
  };
  const written: Written[] = [
    { did: 'create', path: '/d/a' },
    { did: 'write', path: '/d/a', at: 0, bytes },
  ];

  test('forgets what was not synced, the name as well as the content', () => {
    expect(leftAfter(written, 'all')).toBe(String(bytes));
    expect(leftAfter(written, 'none')).toBeNull();
    expect(leftAfter([...written, { did: 'sync', path: '/d/a' }], 'none')).toBeNull();
    expect(leftAfter([...written, { did: 'sync', path: '/d' }], 'none')).toBe('');
    const synced: Written[] = [...written, { did: 'sync', path: '/d/a' }, { did: 'sync', path: '/d' }];
    expect(leftAfter(synced, 'none')).toBe(String(bytes));
    expect(leftAfter([...synced, { did: 'unlink', path: '/d/a' }], 'none')).toBe(String(bytes));
    expect(leftAfter([...synced, { did: 'unlink', path: '/d/a' }], 'all')).toBeNull();
  });

  test('keeps any part of a write, by sectors', () => {
    const named: Written[] = [...written, { did: 'sync', path: '/d' }];
    let turn = 0;
    // The first sector is lost, the second is there.
    const content = leftAfter(named, () => (turn++ === 0 ? 0.9 : 0.1));
    expect(content).toBe('\0'.repeat(512) + 'x'.repeat(488));
  });
});

test('a trace of system calls is read: writes in order of their threads, halves put together', () => {
  const hex = (text: string) =>
    [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const trace = [
    `12  openat(AT_FDCWD<${hex('/')}>, "${hex('/d/a')}", O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 21<${hex('/d/a')}>`,
    `13  write(21<${hex('/d/a')}>, "${hex('one')}", 3 <unfinished ...>`,
    `12  write(1<${hex('/dev/null')}>, "${hex('said\n')}", 5) = 5`,
    '13  <... write resumed>) = 3',
    `13  write(21<${hex('/d/a')}>, "${hex('two')}", 3) = 2`,
    `12  pwrite64(21<${hex('/d/a')}>, "${hex('three')}", 5, 100) = 5`,
    `12  write(22<${hex('/elsewhere')}>, "${hex('no')}", 2) = 2`,
    `12  fsync(21<${hex('/d/a')}>) = 0`,
    `12  link("${hex('/d/a')}", "${hex('/d/b')}") = -1 EEXIST (File exists)`,
    `12  rename("${hex('/d/a')}", "${hex('/d/b')}") = 0`,
  ].join('\n');
  expect(readTrace(trace, '/d')).toEqual([
    { did: 'create', path: '/d/a' },
    { did: 'say', line: 'said' },
    { did: 'write', path: '/d/a', at: 0, bytes: Buffer.from('one') },
    { did: 'write', path: '/d/a', at: 3, bytes: Buffer.from('tw') },
    { did: 'write', path: '/d/a', at: 100, bytes: Buffer.from('three') },
    { did: 'sync', path: '/d/a' },
    { did: 'rename', from: '/d/a', to: '/d/b' },
  ]);
});
