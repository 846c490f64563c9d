import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TrustpathError } from '../errors.ts';
import { checkStranger } from './check-stranger.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openSnapshot } from './open.ts';
import { sealSample, workFolder } from './testing/sample.ts';

const MUTATIONS = 1_000;
let work: ReturnType<typeof workFolder>;
beforeEach(() => {
  work = workFolder();
});
afterEach(() => work.remove());

/** Everything a reader can be asked, as one value. */
function wholeContent(path: string): unknown {
  const reader = openSnapshot(path, { name: 'estate' });
  try {
    const calls = [...reader.calls()];
    const entities = [...reader.entities()];
    return {
      info: reader.info(),
      coverage: reader.coverage(),
      calls,
      entities,
      byId: entities.map((entity) => reader.entityById(entity.id)),
      relations: [...reader.relations()],
      documents: calls.map((call) => (call.observation ? reader.document(call.observation) : null)),
      graph: reader.graphBlobNames().map((name) => [name, reader.graphBlob(name)]),
    };
  } finally {
    reader.close();
  }
}

test(`a file with a byte altered, ${MUTATIONS} times: refused with one message, or the same in every answer`, () => {
  const original = work.file('estate.trustpath');
  sealSample(original);
  const bytes = readFileSync(original);
  const content = wholeContent(original);
  const path = work.file('altered.trustpath');
  let refused = 0;
  for (let n = 0; n < MUTATIONS; n++) {
    const altered = Buffer.from(bytes);
    // A third in what the file says of itself, the rest anywhere in it that is used.
    let at = n % 3 === 0 ? Math.floor(Math.random() * 4096) : Math.floor(Math.random() * bytes.length);
    while (n % 3 === 1 && altered[at] === 0) at = (at + 1) % bytes.length;
    altered[at]! ^= 1 + Math.floor(Math.random() * 255);
    writeFileSync(path, altered);
    const place = `byte ${at}: ${bytes[at]} became ${altered[at]}`;
    try {
      checkStranger(path, path, DEFAULT_LIMITS);
    } catch (error) {
      expect(error, place).toBeInstanceOf(TrustpathError);
      expect((error as TrustpathError).code, place).toMatch(/^input-(refused|unreadable)$/);
      expect((error as TrustpathError).message.startsWith(`${path}: `), place).toBe(true);
      refused++;
      continue;
    }
    expect(wholeContent(path), place).toEqual(content);
  }
  expect(refused).toBeGreaterThan(MUTATIONS / 3);
  expect(work.names()).toEqual(['altered.trustpath', 'estate.trustpath']);
}, 120_000);
