import { interrogate } from '../interrogate.ts';
import { mutatePages } from '../mutate/sqlite-pages.ts';
import { smallSnapshot } from '../sample-inputs.ts';
import type { Target } from '../target.ts';

export const snapshotPages: Target = {
  name: 'snapshot-pages',
  title: 'Snapshots whose SQLite header, pages and cells were altered',
  file: 'estate.trustpath',
  seeds: async (folder) => [await smallSnapshot(folder)],
  mutate: mutatePages,
  run: (path, { engine }) => interrogate(engine, path),
};
