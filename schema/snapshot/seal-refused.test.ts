import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openSnapshot } from './open.ts';
import { verifySnapshot } from './verify.ts';

/** Nothing is denied to root, so that the process runs as nobody there. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const hasModes = process.platform !== 'win32';
if (!hasModes) console.log('Sealing in a read-only folder is not tried: this system has no modes of files.');

const folder = mkdtempSync(join(tmpdir(), 'trustpath-seal-refused-'));
chmodSync(folder, 0o755);
const disk = join(folder, 'disk');
mkdirSync(disk);
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]).status === 0;
if (!mounted) console.log('Sealing on a full disk is not tried: no small file system can be mounted here.');

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

/** A process that has collected into `path` and not sealed it. */
async function collected(path: string): Promise<() => Promise<unknown>> {
  const started = fork(join(import.meta.dirname, 'testing/seal-when-told.ts'), [path], {
    ...(isRoot && hasModes && { uid: NOBODY, gid: NOBODY }),
  });
  child = started;
  await once(started, 'message');
  return async () => {
    started.send('seal');
    const [said] = await once(started, 'message');
    return said;
  };
}

/** The collection as it was recorded, not sealed and not harmed. */
function expectUnfinished(path: string): void {
  const reader = openSnapshot(path);
  expect(reader.info()).toMatchObject({ sealedAt: null, digest: null, counts: { calls: 3 } });
  reader.close();
  verifySnapshot(path);
}

test.runIf(hasModes)(
  'a folder that became read only is said at sealing, and what was collected stays and is sealed later',
  async () => {
    const place = join(folder, 'place');
    mkdirSync(place);
    if (isRoot) chownSync(place, NOBODY, NOBODY);
    const path = join(place, 'a.trustpath');
    const seal = await collected(path);
    chmodSync(place, 0o500);
    expect(await seal()).toEqual({
      code: 'output-refused',
      message: `${path}: permission to write it is denied.`,
    });
    // The journal of the collection cannot be taken away there either.
    expect(readdirSync(place).filter((name) => !name.endsWith('-journal'))).toEqual(['a.trustpath']);
    expectUnfinished(path);
    chmodSync(place, 0o700);
    expect(await seal()).toEqual({ digest: expect.stringMatching(/^sha256:/) });
    verifySnapshot(path);
    expect(readdirSync(place)).toEqual(['a.trustpath']);
  },
  30_000,
);

test.runIf(mounted)(
  'a disk that became full is said at sealing, and what was collected stays and is sealed later',
  async () => {
    chmodSync(disk, 0o777);
    const path = join(disk, 'a.trustpath');
    const seal = await collected(path);
    for (let size = 512 * 1024; size >= 512; size /= 2) {
      try {
        for (;;) writeFileSync(join(disk, 'filler'), Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Less, then.
      }
    }
    expect(await seal()).toEqual({
      code: 'output-refused',
      message: `${path}: there is no space left to write it.`,
    });
    expect(readdirSync(disk).sort()).toEqual(['a.trustpath', 'filler']);
    expectUnfinished(path);
    rmSync(join(disk, 'filler'));
    expect(await seal()).toEqual({ digest: expect.stringMatching(/^sha256:/) });
    verifySnapshot(path);
  },
  30_000,
);
