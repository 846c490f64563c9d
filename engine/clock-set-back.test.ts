import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newSigningKeyPem } from '../evidence/signing-key.ts';
import { readCaseLog } from '../schema/case/case-file.ts';
import { clockStepsBack } from '../schema/clock-steps.ts';
import { verifySnapshot } from '../schema/snapshot/verify.ts';
import { compareWithLog } from '../scripts/faults/acknowledged-actions.ts';
import { forkEngine } from '../scripts/faults/forked-engine.ts';
import { createEngine } from './engine.ts';

/** Takes so many seconds as a file says off the time of day of a process; the clock that never goes back is left alone. */
const SHIFTED_CLOCK = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static volatile long *back;
__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("CLOCK_SET_BACK");
  if (!file) return;
  void *at = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, open(file, O_RDONLY), 0);
  if (at != MAP_FAILED) back = at;
}
int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = syscall(SYS_clock_gettime, clock, now);
  if (!failed && back && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec -= *back;
  return failed;
}
int gettimeofday(struct timeval *now, void *zone) {
  struct timespec precise;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &precise)) return -1;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}
`;

const folder = mkdtempSync(join(tmpdir(), 'trustpath-clock-'));
const at = (name: string) => join(folder, name);
writeFileSync(at('clock.c'), SHIFTED_CLOCK);
const built =
  process.platform === 'linux' &&
  spawnSync('cc', ['-shared', '-fPIC', '-o', at('clock.so'), at('clock.c')]).status === 0;
if (!built) console.log('A clock that is set back is not tried: no C compiler makes a library for it here.');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** From now on the engine's clock is so many seconds behind. */
function setBack(seconds: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(seconds));
  writeFileSync(at('seconds'), bytes, { flag: 'r+' });
}
const HOUR = 3_600;
const ACCOUNT = resolve(import.meta.dirname, '../fuzz/seeds/account.json');

beforeAll(() => {
  writeFileSync(at('seconds'), Buffer.alloc(8));
  writeFileSync(at('key.pem'), newSigningKeyPem());
});

it.runIf(built)(
  'loses no action of a case, breaks no chain, and is told',
  async () => {
    const forked = forkEngine(at('home'), {
      env: { LD_PRELOAD: at('clock.so'), CLOCK_SET_BACK: at('seconds') },
    });
    const snapshot = at('a.trustpath');
    const path = at('a.trustcase');
    try {
      await forked.request('import.aws', { paths: [ACCOUNT], out: snapshot });
      const opened = await forked.request('case.create', { path, title: 'Clock' });
      const acknowledged: { number: number; hash: string }[] = [];
      for (const seconds of [0, HOUR, HOUR, 48 * HOUR, 0]) {
        setBack(seconds);
        const action = { do: 'write-note', text: `${seconds} back` } as const;
        acknowledged.push((await forked.request('case.apply', { case: opened.case, action })).head);
      }
      await forked.request('case.undo', { case: opened.case });
      expect(compareWithLog(path, acknowledged)).toEqual({ lost: [], unacknowledged: 1 });
      const { entries } = readCaseLog(path, { limit: 100 });
      const times = [...entries].reverse().map((entry) => entry.at);
      // The engine's clock was really set back: once by an hour, once by two days.
      expect(clockStepsBack(times)).toEqual([1, 3]);
      const { handle } = await forked.request('snapshot.open', { path: snapshot });
      await forked.request('evidence.write', {
        handle,
        question: { kind: 'findings' },
        case: opened.case,
        out: at('bundle'),
        keyFile: at('key.pem'),
      });
    } finally {
      await forked.kill();
    }
    const engine = createEngine();
    const { ok, checks } = await engine.request('evidence.verify', { path: at('bundle') });
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'Custody')?.says).toContain(
      'The clock was set back 2 times between its actions, so that their order is certain and their times are not.',
    );
    engine.close();
  },
  60_000,
);

it.runIf(built)(
  'leaves a snapshot that seals, verifies, takes more, and says that its times are not in order',
  async () => {
    const out = at('b.trustpath');
    setBack(0);
    const forked = forkEngine(at('home'), {
      env: { LD_PRELOAD: at('clock.so'), CLOCK_SET_BACK: at('seconds') },
    });
    try {
      await forked.request('import.aws', { paths: [ACCOUNT], out });
      setBack(24 * HOUR);
      const more = resolve(import.meta.dirname, '../fuzz/seeds/checkouts');
      const { info } = await forked.request('import.github', { out, add: true, paths: [more] });
      verifySnapshot(out);
      const { warnings, info: opened } = await forked.request('snapshot.open', { path: out });
      expect(opened.digest).toBe(info.digest);
      expect(warnings).toEqual([
        expect.stringMatching(
          /b\.trustpath: the clock was set back before it was sealed: file:account\.json ended at /,
        ),
      ]);
    } finally {
      await forked.kill();
    }
  },
  60_000,
);
