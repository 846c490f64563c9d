import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { digestOfSources } from '../engine/code-digest.ts';
import { rememberOwn } from '../engine/own-files.ts';
import { publish } from '../engine/publish.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import { generateMixedEstate, type MixedSize } from './generate-mixed-estate.ts';
import { weekLater } from './week-later.ts';

const ROOT = join(import.meta.dirname, '..');
/** What decides what such a snapshot holds: another text of any of these makes another file. */
const MAKERS = ['bench', 'analysis', 'schema'];

/**
 * The path of a sealed snapshot of the mixed estate of that size. Made once and kept in the system's temporary folder
 * until the code that makes it changes; making the large one takes about half a minute. What Trustpath notes of files
 * that it sealed goes into the same folder, not into the person's own.
 */
export function mixedSnapshot(size: MixedSize): string {
  return sealedOnce(`mixed-${Object.values(size).join('-')}-`, () => generateMixedEstate(size));
}

/** The path of a sealed snapshot of the same estate a week later, when some hundreds of things in it were changed. */
export function mixedSnapshotWeekLater(size: MixedSize): string {
  return sealedOnce(`later-${Object.values(size).join('-')}-`, () =>
    generateMixedEstate(size, (calls) => weekLater(calls).calls),
  );
}

/** `name` says of what size the estate is: files of another text of what makes it give way to it. */
function sealedOnce(name: string, estate: () => ObservationSource): string {
  const folder = join(tmpdir(), 'trustpath-bench');
  mkdirSync(folder, { recursive: true });
  process.env.TRUSTPATH_HOME ??= folder;
  const path = join(folder, `${name}${digestOfSources(ROOT, MAKERS).slice(0, 16)}.trustpath`);
  if (!existsSync(path)) {
    for (const old of readdirSync(folder)) if (old.startsWith(name)) rmSync(join(folder, old));
    const unfinished = `${path}.${process.pid}`;
    sealTo(unfinished, estate());
    renameSync(unfinished, path);
    rememberOwn(path, 'sealed');
  }
  return path;
}

function sealTo(path: string, estate: ObservationSource): void {
  const createdAt = '2026-11-22T12:00:00.000Z';
  const writer = createSnapshot(path, { createdBy: 'bench', createdAt });
  try {
    writer.batch(() => {
      for (const source of estate.sources()) writer.openSource(source);
      for (const { observation, ...call } of numberedPages(estate))
        writer.recordCall(call, observation === null ? null : estate.document(observation));
      for (const coverage of estate.coverage()) writer.recordCoverage(coverage);
      for (const { id } of estate.sources()) writer.closeSource(id, createdAt, null);
    });
    publish(writer, { signal: new AbortController().signal, onProgress: () => undefined });
  } finally {
    writer.close();
  }
}

/** In memory every call is a first page; in a file the pages of one call are told apart. */
function* numberedPages(estate: ObservationSource) {
  const pages = new Map<string, number>();
  for (const call of estate.calls()) {
    const key = JSON.stringify([call.source, call.operation, call.region, call.parameters]);
    const page = pages.get(key) ?? 0;
    pages.set(key, page + 1);
    yield { ...call, page };
  }
}
