import { createSnapshot } from '../../../schema/snapshot/create.ts';
import { collectGithub } from '../collect.ts';

/** A collection in a process of its own, to be killed: FILE BASE-URL TOKEN ORGANIZATION. */
const [file = '', baseUrl = '', token = '', organization = ''] = process.argv.slice(2);
const writer = createSnapshot(file, { createdBy: 'test', createdAt: new Date().toISOString() });
await collectGithub(writer, { organizations: [organization], baseUrl, token, secondMs: 5 });
writer.close();
