/** Makes a case and does things in it; says each once it is kept. Its writes are recorded. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCase } from '../../../schema/case/case-file.ts';

const AT = '2026-03-01T10:00:00.000Z';
const path = join(process.argv[2] ?? '', 'cut.trustcase');
const opened = createCase(path, { title: 'Cut off', at: AT, by: 'trustpath' });
writeSync(1, 'created\n');
for (let number = 1; number <= 6; number++) {
  opened.apply({ do: 'write-note', text: `${number} `.repeat(number % 2 === 0 ? 1_500 : 3) }, AT);
  writeSync(1, `${number}\n`);
}
