import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../engine/engine.ts';
import { readBundle } from '../../evidence/read-bundle.ts';
import { mutateJson } from '../mutate/json.ts';
import { mutateLines } from '../mutate/lines.ts';
import { writeStrangeZip, type ZipEntry } from '../mutate/zip.ts';
import type { Random } from '../random.ts';
import { smallSnapshot } from '../sample-inputs.ts';
import type { Target } from '../target.ts';

let entries: readonly ZipEntry[] = [];

export const bundleZip: Target = {
  name: 'bundle-zip',
  title: 'Evidence bundles: strange zips, and altered documents with the right hashes',
  file: 'evidence.zip',
  async seeds(folder) {
    entries = await bundleEntries(folder);
    return [writeStrangeZip(entries, null)];
  },
  mutate(_input, random) {
    const altered = entries.map((entry) => (random.chance(0.15) ? alter(entry, random) : entry));
    return writeStrangeZip(
      random.chance(0.6) ? withHashes(altered) : altered,
      random.chance(0.5) ? random : null,
    );
  },
  run: async (path, { engine }) => {
    await engine.request('evidence.verify', { path });
  },
};

async function bundleEntries(folder: string): Promise<ZipEntry[]> {
  const snapshot = join(folder, `bundled-${process.pid}.trustpath`);
  const out = join(folder, `bundle-${process.pid}.zip`);
  for (const path of [snapshot, out]) rmSync(path, { force: true });
  writeFileSync(snapshot, await smallSnapshot(folder));
  const engine = createEngine();
  try {
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    await engine.request('evidence.write', { handle, out, question: { kind: 'path', from: 'ci-deployer' } });
    return [...(await readBundle(out))].map(([name, data]) => ({ name, data: Buffer.from(data) }));
  } finally {
    engine.close();
    for (const path of [snapshot, out]) rmSync(path, { force: true });
  }
}

function alter({ name, data }: ZipEntry, random: Random): ZipEntry {
  const mutate = /json$/.test(name) ? mutateJson : mutateLines;
  return { name, data: mutate(data, random, [data]) };
}

/** Whoever alters a document can write its hash as well (RFC 8493, section 2.1.3). */
function withHashes(all: readonly ZipEntry[]): ZipEntry[] {
  const manifest = (name: string, of: readonly ZipEntry[]): ZipEntry => ({
    name,
    data: Buffer.from(
      of.map((entry) => `${createHash('sha256').update(entry.data).digest('hex')}  ${entry.name}\n`).join(''),
    ),
  });
  const payload = all.filter(({ name }) => name.startsWith('data/'));
  const tags = all.filter(({ name }) => !name.startsWith('data/') && !name.includes('manifest-'));
  const first = manifest('manifest-sha256.txt', payload);
  const signed = tags.filter(({ name }) => !/signature|dsse|intoto/.test(name));
  return [...payload, ...tags, first, manifest('tagmanifest-sha256.txt', [...signed, first])];
}
