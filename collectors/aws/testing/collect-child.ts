import { createSnapshot } from '../../../schema/snapshot/create.ts';
import { collectAws } from '../collect.ts';

/** A collection in a process of its own, so that it can be killed: `node collect-child.ts FILE ENDPOINT`. */
const [file = '', endpoint = ''] = process.argv.slice(2);
const writer = createSnapshot(file, { createdBy: 'test', createdAt: new Date().toISOString() });
await collectAws(writer, {
  endpoint,
  regions: ['eu-central-1'],
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-used-by-anyone' },
});
writer.close();
