import { gunzipSync, gzipSync } from 'node:zlib';
import { mutateBytes } from '../mutate/bytes.ts';
import { mutateJson } from '../mutate/json.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const trailGzip: Target = {
  name: 'trail-gzip',
  title: 'CloudTrail archives: altered events packed again, and altered gzip',
  file: 'trail.json.gz',
  seeds: async () => [gzipSync(await seedFile('trail.json'))],
  mutate(input, random, others) {
    const unpacked = random.chance(0.3) ? null : unpack(input);
    if (unpacked === null) return mutateBytes(input, random, others);
    return gzipSync(mutateJson(unpacked, random, [unpacked]), { level: 1 });
  },
  run: async (path, { engine, out }) => {
    await engine.request('import.cloudtrail', { out, paths: [path], keep: ['AKIAIOSFODNN7EXAMPLE'] });
  },
};

function unpack(input: Buffer): Buffer | null {
  try {
    return gunzipSync(input);
  } catch {
    return null;
  }
}
