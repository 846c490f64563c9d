import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSnapshot } from '../snapshot/create.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { CREATED, openSampleSource, sampleCall } from '../snapshot/testing/sample.ts';
import { verifySnapshot } from '../snapshot/verify.ts';
import { createCase, openCase } from './case-file.ts';

const AT = '2026-03-01T10:00:00.000Z';
const disk = mkdtempSync(join(tmpdir(), 'trustpath-full-'));
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]).status === 0;
if (!mounted) console.log('A full disk is not tried: no small file system can be mounted here.');
afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmdirSync(disk);
});

/** Takes what room is left. */
function fill(): void {
  const filler = join(disk, 'filler');
  for (let size = 512 * 1024; size >= 512; size /= 2) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Less, then.
    }
  }
}

test.runIf(mounted)(
  'a full disk is said, loses no action of a case, and the case goes on once there is room',
  () => {
    const opened = createCase(join(disk, 'a.trustcase'), { title: 'Full', at: AT, by: 'test' });
    opened.apply({ do: 'write-note', text: 'kept' }, AT);
    fill();
    const long = { do: 'write-note', text: 'x'.repeat(15_000) } as const;
    expect(() => opened.apply(long, AT)).toThrow(
      /a\.trustcase: (?:the disk is full|may not be written here \(ENOSPC\))/,
    );
    expect(openCase(opened.path).state.notes.map(({ text }) => text)).toEqual(['kept']);
    expect(() =>
      createCase(join(disk, 'b.trustcase'), { title: 'x'.repeat(200), at: AT, by: 'test' }),
    ).toThrow(/b\.trustcase: the disk is full/);
    rmSync(join(disk, 'filler'));
    opened.apply(long, AT);
    expect(openCase(opened.path).head.number).toBe(2);
    expect(readdirSync(disk)).toEqual(['a.trustcase']);
    rmSync(opened.path);
  },
);

test.runIf(mounted)('a full disk is said while calls are recorded, and those recorded before stay', () => {
  const path = join(disk, 'a.trustpath');
  const writer = createSnapshot(path, CREATED);
  openSampleSource(writer);
  let recorded = 0;
  expect(() => {
    for (; recorded < 1_000; recorded++)
      writer.recordCall(sampleCall(recorded), {
        text: Array.from({ length: 900 }, () => Math.random()).join(),
      });
  }).toThrow(/a\.trustpath: there is no space left to write it/);
  expect(recorded).toBeGreaterThan(5);
  try {
    writer.close();
  } catch {
    // Whatever is left open is no matter of what was recorded.
  }
  const reader = openSnapshot(path);
  expect(reader.info().counts.calls).toBe(recorded);
  reader.close();
  verifySnapshot(path);
  rmSync(path, { force: true });
});
