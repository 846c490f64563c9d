import { mutateLines } from '../mutate/lines.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const trailCsv: Target = {
  name: 'trail-csv',
  title: 'CloudTrail events as Athena writes them, with altered rows and cells',
  file: 'athena.csv',
  seeds: async () => [await seedFile('athena.csv')],
  mutate: mutateLines,
  run: async (path, { engine, out }) => {
    await engine.request('import.cloudtrail', { out, paths: [path] });
  },
};
