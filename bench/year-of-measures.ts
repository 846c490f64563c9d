import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { rememberOwn } from '../engine/own-files.ts';
import { createCase } from '../schema/case/case-file.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';

/** A folder of Trustpath's own in which a year of measures is kept, and a case about its snapshots. */
export interface MeasuredYear {
  readonly home: string;
  readonly caseFile: string;
  /** All but the open one. Nothing is at their paths: what was kept of them is enough. */
  readonly others: readonly { readonly path: string; readonly digest: string }[];
}

/**
 * Measures a snapshot in a new folder, and keeps what was counted under the digests of eleven more: what a year of
 * snapshots of that size leaves there, without their 1.4 GB. The environment names the folder from then on.
 */
export async function measuredYear(snapshot: string): Promise<MeasuredYear> {
  const home = mkdtempSync(join(tmpdir(), 'trustpath-bench-measures-'));
  process.env.TRUSTPATH_HOME = home;
  rememberOwn(snapshot, 'sealed');
  const engine = createEngine();
  const { handle } = await engine.request('snapshot.open', { path: snapshot });
  await engine.request('measures', { snapshots: [{ handle }] });
  engine.close();

  const folder = join(home, 'measures');
  const kept = readdirSync(folder);
  const others = Array.from({ length: 11 }, (_, month) => ({
    path: join(home, `month-${month + 1}.trustpath`),
    digest: `sha256:${String(month + 1)
      .padStart(32, '0')
      .padEnd(64, '0')}`,
  }));
  // Files are named by the beginning of the digest.
  const beginning = (digest: string) => digest.replace('sha256:', '').slice(0, 32);
  for (const { digest } of others)
    for (const name of kept)
      copyFileSync(join(folder, name), join(folder, `${beginning(digest)}${name.slice(32)}`));
  const caseFile = join(home, 'year.trustcase');
  const at = new Date().toISOString();
  const made = createCase(caseFile, { title: 'Year', at, by: 'bench' });
  const reader = openSnapshot(snapshot);
  const own = { path: snapshot, digest: reader.info().digest ?? '' };
  reader.close();
  for (const each of [...others, own]) made.apply({ do: 'attach-snapshot', ...each, title: '' }, at);
  return { home, caseFile, others };
}
