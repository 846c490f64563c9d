/** Collects into the file named, then seals it each time it is told to, and says what came of it. */
import { createSnapshot, resumeSnapshot } from '../create.ts';
import { CREATED, collectSample, GRAPH, SEALED, sampleDerived } from './sample.ts';

const path = process.argv[2] ?? '';
let writer = createSnapshot(path, CREATED);
const derived = sampleDerived(collectSample(writer));
let refused = false;
process.on('message', () => {
  try {
    // As a collection is taken up again that ended before it was sealed.
    if (refused) writer = resumeSnapshot(path);
    process.send?.({ digest: writer.seal(derived, GRAPH, SEALED).digest });
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    refused = true;
    writer.close();
    process.send?.({ code, message });
  }
});
process.send?.('collected');
