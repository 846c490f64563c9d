/** Makes a snapshot, records calls and seals it; says each once it is kept. Its writes are recorded. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createSnapshot } from '../../../schema/snapshot/create.ts';
import {
  CREATED,
  GRAPH,
  openSampleSource,
  SEALED,
  sampleCall,
  sampleDerived,
} from '../../../schema/snapshot/testing/sample.ts';

const writer = createSnapshot(join(process.argv[2] ?? '', 'cut.trustpath'), CREATED);
writeSync(1, 'created\n');
openSampleSource(writer);
for (let page = 0; page < 4; page++) {
  const { observation } = writer.recordCall(sampleCall(page), { page, text: `${page} word `.repeat(2_000) });
  writeSync(1, `call ${page}\n`);
  if (page === 3 && observation !== null) {
    writer.seal(sampleDerived(observation), GRAPH, SEALED);
    writeSync(1, 'sealed\n');
  }
}
