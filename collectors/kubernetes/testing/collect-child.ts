import { createSnapshot } from '../../../schema/snapshot/create.ts';
import { collectKubernetes } from '../collect.ts';

/** A collection in a process of its own, so that it can be killed: `node collect-child.ts FILE KUBECONFIG`. */
const [file = '', kubeconfig = ''] = process.argv.slice(2);
const writer = createSnapshot(file, { createdBy: 'test', createdAt: new Date().toISOString() });
await collectKubernetes(writer, { kubeconfig });
writer.close();
