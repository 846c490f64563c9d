/** Writes bundles as zip and as folder; says each once it is kept. Its writes are recorded. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '../../../evidence/write-bundle.ts';

/** Files that say of themselves how long they are. */
const files = new Map(
  Array.from({ length: 4 }, (_, number) => [
    `data/${number}.txt`,
    Buffer.from(`${2_000 * number} ${'x'.repeat(2_000 * number)}`),
  ]),
);
const folder = process.argv[2] ?? '';
for (const name of ['cut.zip', 'cut-folder']) {
  await writeBundle(files, join(folder, name));
  writeSync(1, `${name}\n`);
}
