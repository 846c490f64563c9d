import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';

interface LogImport {
  readonly name: string;
  readonly title: string;
  /** The file beside this one that reads a folder by the importer alone, and prints what it took as JSON. */
  readonly importer: string;
  /** Writes a log of so many events. Returns its size before compression, in bytes. */
  readonly generate: (folder: string, events: number) => Promise<number>;
  readonly principals: string;
  /** How the floor parses what it decompressed. */
  readonly parsing: string;
}

/** How long a million events of a log take, in a process of its own, and the most memory that was ever resident. */
export function logImport({ name, title, importer, generate, principals, parsing }: LogImport): Benchmark {
  return {
    name,
    async run({ quick, note }) {
      const folder = mkdtempSync(join(tmpdir(), `trustpath-${name}-`));
      try {
        const bytes = await generate(folder, quick ? 20_000 : 1_000_000);
        note(`${Math.round(bytes / 1e6)} MB of events before compression`);
        const run = spawnSync(
          process.execPath,
          [join(import.meta.dirname, importer), folder, join(folder, 'out.trustpath')],
          { encoding: 'utf8' },
        );
        if (run.status !== 0) throw new Error(run.stderr);
        const { events, seconds, megabytes, floorSeconds } = JSON.parse(run.stdout) as {
          events: number;
          seconds: number;
          megabytes: number;
          floorSeconds: number;
        };
        const label = `${events.toLocaleString('en-US')} events, ${principals}`;
        return [
          {
            name: `${title}: read, reduce and record`,
            size: label,
            median: seconds,
            unit: 's',
            peer: `decompressing the files and parsing them ${parsing}, and nothing else`,
            peerMedian: floorSeconds,
            ratio: floorSeconds / seconds,
            goal: '≤ 60 s',
            met: seconds <= 60,
          },
          {
            name: `${title}: resident at most`,
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
}
