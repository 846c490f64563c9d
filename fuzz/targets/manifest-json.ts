import { parseAllDocuments } from 'yaml';
import { mutateJson } from '../mutate/json.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const manifestJson: Target = {
  name: 'manifest-json',
  title: 'Kubernetes objects in JSON with altered values',
  file: 'cluster.json',
  async seeds() {
    const text = (await seedFile('cluster.yaml')).toString('utf8');
    const items = parseAllDocuments(text).map((document) => document.toJS() as unknown);
    return [Buffer.from(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))];
  },
  mutate: mutateJson,
  run: async (path, { engine, out }) => {
    await engine.request('import.kubernetes', { out, paths: [path], cluster: 'prod' });
  },
};
