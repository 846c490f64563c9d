/** Records calls into the file named until it is killed, and says on its output which ones are durable. */
import { writeSync } from 'node:fs';
import { createSnapshot, resumeSnapshot } from '../create.ts';
import { CREATED, openSampleSource, SEALED, sampleCall, sampleDerived } from './sample.ts';

const [path = '', mode = ''] = process.argv.slice(2);
const writer = mode === 'create' ? createSnapshot(path, CREATED) : resumeSnapshot(path);
openSampleSource(writer);
writeSync(1, 'open\n');
if (mode === 'seal') {
  const { observation } = writer.recordCall(sampleCall(), { page: 0, text: 'word '.repeat(4_000) });
  if (!observation) throw new Error('no observation');
  const derived = sampleDerived(observation);
  const entities = Array.from({ length: 20_000 }, (_, n) => ({ ...derived.entities[0]!, id: `entity-${n}` }));
  writeSync(1, 'sealing\n');
  writer.seal({ entities, relations: [] }, {}, SEALED);
  writeSync(1, 'sealed\n');
} else {
  const start = writer.reader().info().counts.calls;
  for (let page = start; ; page++) {
    writer.recordCall(sampleCall(page), { page, text: `${page} word `.repeat(4_000) });
    writeSync(1, `${page}\n`);
  }
}
