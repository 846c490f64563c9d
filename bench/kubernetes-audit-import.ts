import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importKubernetesAudit } from '../collectors/import/kubernetes-audit.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';

/** Run as a process of its own with a folder of logs and the path of a snapshot. */
const [, , folder = '', out = ''] = process.argv;
const writer = createSnapshot(out, { createdBy: 'trustpath bench', createdAt: new Date().toISOString() });
const start = performance.now();
const { events } = await importKubernetesAudit(writer, [folder], { cluster: 'prod' });
const seconds = (performance.now() - start) / 1_000;
// In kilobytes, as getrusage counts.
const megabytes = process.resourceUsage().maxRSS / 1_000;
writer.discard();

const again = performance.now();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
  if (entry.isFile() && entry.name.endsWith('.gz'))
    for (const line of gunzipSync(readFileSync(join(entry.parentPath, entry.name)))
      .toString('utf8')
      .split('\n'))
      if (line !== '') JSON.parse(line);
const floorSeconds = (performance.now() - again) / 1_000;
process.stdout.write(JSON.stringify({ events, seconds, megabytes, floorSeconds }));
