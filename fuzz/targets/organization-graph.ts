import { mutateJson } from '../mutate/json.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const organizationGraph: Target = {
  name: 'organization-graph',
  title: 'OpenGraph files of an organization with altered nodes and edges',
  file: 'organization.json',
  seeds: async () => [await seedFile('organization.json')],
  mutate: mutateJson,
  run: async (path, { engine, out }) => {
    await engine.request('import.github', { out, paths: [path] });
  },
};
