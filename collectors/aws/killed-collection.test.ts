import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSnapshot, resumeSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { eachLimited } from '../limiter.ts';
import { contentOf } from '../testing/compare.ts';
import { collectAws } from './collect.ts';
import { startLoopbackAws } from './testing/loopback-aws.ts';
import { ACCOUNT, smallEstate } from './testing/small-estate.ts';

const MOMENTS = 16;
const TOGETHER = 3;
const SEED = Date.now() & 0xffff;

let folder: string;
let whole: unknown;
let requests = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-killed-'));
  const aws = await startLoopbackAws(smallEstate({ tiny: true }));
  const writer = createSnapshot(join(folder, 'whole.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  await collect(writer, aws.endpoint);
  whole = contentOf(writer.reader());
  requests = aws.requests.length;
  writer.close();
  await aws.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const collect = (writer: SnapshotWriter, endpoint: string) =>
  collectAws(writer, {
    endpoint,
    regions: ['eu-central-1'],
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-used-by-anyone' },
  });

/** Numbers from 0 to below 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it(`killed at ${MOMENTS} random moments, each file opens, says how far it got, resumes, and ends equal`, async () => {
  const next = random(SEED);
  const moments = Array.from({ length: MOMENTS }, () => ({
    request: 1 + Math.floor(next() * requests),
    ms: next() * 6,
  }));
  const reached: number[] = [];
  let killed = 0;
  await eachLimited(moments, TOGETHER, async (moment, index) => {
    const about = `seed ${SEED}, killed ${moment.ms.toFixed(1)} ms after request ${moment.request} of ${requests}`;
    const file = join(folder, `${index}.trustpath`);
    const aws = await startLoopbackAws(smallEstate({ tiny: true }));
    try {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'testing/collect-child.ts'), file, aws.endpoint],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
          env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
        },
      );
      let errors = '';
      child.stderr.on('data', (data: Buffer) => {
        errors += data;
      });
      aws.weather = ({ number }) => {
        if (number === moment.request) setTimeout(() => child.kill('SIGKILL'), moment.ms);
        return undefined;
      };
      const [code, signal] = await once(child, 'exit');
      expect(errors, about).toBe('');
      // Near its end a collection may be quicker than the kill: then there is nothing left to resume.
      expect(['SIGKILL', 0], about).toContain(signal ?? code);
      if (signal === 'SIGKILL') killed++;

      const reader = openSnapshot(file);
      const { sources, counts, sealedAt } = reader.info();
      expect(sealedAt, about).toBeNull();
      reached.push(counts.calls);
      if (counts.calls > 1) {
        expect(sources, about).toMatchObject([{ id: `aws:${ACCOUNT}` }]);
        // Until a collection is over, what it has not reached is a gap that says so.
        const unreached = reader
          .coverage()
          .filter((record) => record.reason.includes('ended before this was asked'));
        expect(
          unreached.length + reader.coverage().filter((record) => record.status === 'complete').length,
          about,
        ).toBe(reader.coverage().length);
      }
      reader.close();

      aws.weather = () => undefined;
      const writer = resumeSnapshot(file);
      await collect(writer, aws.endpoint);
      expect(contentOf(writer.reader()), about).toEqual(whole);
      writer.close();
    } finally {
      await aws.close();
      rmSync(file, { force: true });
    }
  });
  expect(killed).toBeGreaterThan(MOMENTS * 0.9);
  // The moments were spread over the collection, or this has shown nothing.
  expect(new Set(reached).size).toBeGreaterThan(4);
}, 240_000);
