import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import { startSampleGithub } from '../../sample/github/server.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { importGithub } from '../import/github.ts';
import { collecting } from './testing/collected.ts';

const { folder, serve, write, collect } = collecting(() => startSampleGithub({ organization: LARKFIELD }));

/** What collecting asks only to know whom and of what; files say that themselves. */
const NOT_OF_FILES = new Set(['GET /user', 'GET /users/{username}']);

function restCalls(writer: SnapshotWriter) {
  return [...writer.reader().calls()].filter(
    ({ operation }) => operation.startsWith('GET /') && !NOT_OF_FILES.has(operation),
  );
}

it('answers that were saved end in the same place as the calls that got them', async () => {
  const live = write();
  await collect(live, await serve());
  const saved = join(folder, 'saved');
  for (const { operation, parameters, observation } of restCalls(live)) {
    const address = operation
      .slice('GET /'.length)
      .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
    mkdirSync(dirname(join(saved, address)), { recursive: true });
    const document = observation === null ? null : live.reader().document(observation);
    writeFileSync(join(saved, `${address}.json`), JSON.stringify(document));
  }
  const files = write();
  await importGithub(files, [saved]);
  const content = (writer: SnapshotWriter) =>
    restCalls(writer)
      .map(
        ({ operation, parameters, observation }) =>
          `${operation} ${canonicalJson(parameters)} ${observation}`,
      )
      .sort();
  expect(content(files)).toEqual(content(live));
  expect(content(files).length).toBeGreaterThan(40);
});
