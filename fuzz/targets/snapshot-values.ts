import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { interrogate } from '../interrogate.ts';
import { createValueMutation } from '../mutate/sqlite-values.ts';
import { smallSnapshot } from '../sample-inputs.ts';
import type { Target } from '../target.ts';

let mutation: ReturnType<typeof createValueMutation> | null = null;

export const snapshotValues: Target = {
  name: 'snapshot-values',
  title: 'Snapshots with altered schema, rows and documents, sealed again with the right digest',
  file: 'estate.trustpath',
  async seeds(folder) {
    mutation = createValueMutation(mkdtempSync(join(folder, 'values-')));
    return [await smallSnapshot(folder)];
  },
  mutate(input, random) {
    if (mutation === null) throw new Error('there are no seeds yet');
    return mutation(input, random);
  },
  run: (path, { engine }) => interrogate(engine, path),
};
