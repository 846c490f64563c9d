import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import { type SampleGithubOptions, startSampleGithub } from '../../sample/github/server.ts';
import { resumeSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { contentOf } from '../testing/compare.ts';
import { ENTITY_TAGS } from './previous.ts';
import { collecting } from './testing/collected.ts';

const { folder, serve, write, collect } = collecting((options: Partial<SampleGithubOptions> | undefined) =>
  startSampleGithub({ organization: LARKFIELD, ...options }),
);

const MOMENTS = 5;
const SEED = Date.now() & 0xffff;

/** All but how the tags of answers were put together, which depends on when the file was written. */
function content(writer: SnapshotWriter): unknown {
  const reader = writer.reader();
  return contentOf({
    sources: () => reader.sources(),
    coverage: () => reader.coverage(),
    calls: () => [...reader.calls()].filter(({ operation }) => operation !== ENTITY_TAGS),
  });
}

it(`killed at ${MOMENTS} moments, each file opens, says how far it got, resumes, and ends equal`, async () => {
  const first = await serve();
  const writer = write();
  await collect(writer, first);
  const whole = content(writer);
  const requests = first.calls().length;
  const reached: number[] = [];
  let killed = 0;
  for (let index = 0; index < MOMENTS; index++) {
    // One in each part of the collection, at a random place in it.
    const random = ((SEED * (index + 1) * 2_654_435_761) % 1_000) / 1_000;
    const at = 3 + Math.floor(((index + random) / MOMENTS) * (requests - 4));
    const about = `seed ${SEED}, killed at request ${at} of ${requests}`;
    const server = await serve();
    const file = join(folder, `killed-${index}.trustpath`);
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'testing/collect-child.ts'),
        file,
        server.baseUrl,
        server.token,
        LARKFIELD.login,
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') },
      },
    );
    let errors = '';
    child.stderr.on('data', (data: Buffer) => {
      errors += data;
    });
    server.faults = ({ number }) => {
      if (number === at) child.kill('SIGKILL');
      return null;
    };
    const [, signal] = await once(child, 'exit');
    expect(errors, about).toBe('');
    if (signal === 'SIGKILL') killed++;
    const reader = openSnapshot(file);
    expect(reader.info().sealedAt, about).toBeNull();
    reached.push(reader.info().counts.calls);
    if (reader.sources().length > 0)
      expect(
        reader.coverage().some(({ reason }) => reason.includes('ended before this was asked')),
        about,
      ).toBe(true);
    reader.close();
    server.faults = () => null;
    const before = server.calls().length;
    const resumed = resumeSnapshot(file);
    await collect(resumed, server);
    expect(content(resumed), about).toEqual(whole);
    // What had been recorded was not asked again: only who asks, and of whom.
    expect(server.calls().length - before, about).toBeLessThanOrEqual(requests - (reached.at(-1) ?? 0) + 8);
    resumed.close();
    await server.close();
  }
  expect(killed).toBe(MOMENTS);
  expect(new Set(reached).size).toBeGreaterThan(MOMENTS / 2);
}, 120_000);

it('cancelled and resumed ends equal as well', async () => {
  const first = await serve();
  const writer = write();
  await collect(writer, first);
  const cancel = new AbortController();
  const second = write();
  const server = await serve({
    faults: ({ number }) => {
      if (number === 25) cancel.abort();
      return null;
    },
  });
  await expect(collect(second, server, { signal: cancel.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(second.reader().sources()).toMatchObject([{ endedAt: null }]);
  await collect(second, server);
  expect(content(second)).toEqual(content(writer));
});
