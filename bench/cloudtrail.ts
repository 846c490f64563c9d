import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { generateTrail } from './generate-trail.ts';

/** Reads an archive by the importer alone, in a process of its own; prints what it took as JSON. */
const IMPORT = join(import.meta.dirname, 'cloudtrail-import.ts');

export const cloudTrail: Benchmark = {
  name: 'cloudtrail',
  async run({ quick, note }) {
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-trail-'));
    try {
      const size = { events: quick ? 20_000 : 1_000_000, eventsPerFile: 5_000, users: 1_500, roles: 2_000 };
      const bytes = await generateTrail(folder, size);
      note(`${Math.round(bytes / 1e6)} MB of events before compression`);
      const run = spawnSync(process.execPath, [IMPORT, folder, join(folder, 'out.trustpath')], {
        encoding: 'utf8',
      });
      if (run.status !== 0) throw new Error(run.stderr);
      const { events, seconds, megabytes, floorSeconds } = JSON.parse(run.stdout) as {
        events: number;
        seconds: number;
        megabytes: number;
        floorSeconds: number;
      };
      const label = `${events.toLocaleString('en-US')} events, ${size.users + size.roles} principals`;
      return [
        {
          name: 'CloudTrail: read, reduce and record',
          size: label,
          median: seconds,
          unit: 's',
          peer: 'decompressing the files and parsing them whole, and nothing else',
          peerMedian: floorSeconds,
          ratio: floorSeconds / seconds,
          goal: '≤ 60 s',
          met: seconds <= 60,
        },
        {
          name: 'CloudTrail: resident at most',
          size: label,
          median: megabytes,
          unit: 'MB',
          peer: 'none: the floor is an empty process',
          peerMedian: null,
          ratio: null,
          goal: '≤ 400 MB',
          met: megabytes <= 400,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
