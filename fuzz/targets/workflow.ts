import { isJsonObject } from '../../schema/json.ts';
import { mutateLines } from '../mutate/lines.ts';
import { sampleDocuments } from '../sample-inputs.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const workflow: Target = {
  name: 'workflow',
  title: 'Workflows of GitHub Actions with altered lines, in a checkout',
  file: 'larkfield-example/web-shop/.github/workflows/deploy.yml',
  async seeds(folder) {
    const seeds = [await seedFile('checkouts/larkfield-example/web-shop/.github/workflows/deploy.yml')];
    for (const document of await sampleDocuments(folder, 'graphql:repository')) {
      const workflows = isJsonObject(document) && isJsonObject(document.workflows) ? document.workflows : {};
      for (const entry of Array.isArray(workflows.entries) ? workflows.entries : []) {
        const object = isJsonObject(entry) && isJsonObject(entry.object) ? entry.object : {};
        if (typeof object.text === 'string') seeds.push(Buffer.from(object.text));
      }
    }
    return seeds;
  },
  mutate: mutateLines,
  run: async (_path, { engine, input, out }) => {
    await engine.request('import.github', { out, paths: [input] });
  },
};
