import { mutateLines } from '../mutate/lines.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const manifestYaml: Target = {
  name: 'manifest-yaml',
  title: 'Kubernetes manifests in YAML with altered lines',
  file: 'cluster.yaml',
  seeds: async () => [await seedFile('cluster.yaml')],
  mutate: mutateLines,
  run: async (path, { engine, out }) => {
    await engine.request('import.kubernetes', { out, paths: [path], cluster: 'prod' });
  },
};
