import { mutateJson } from '../mutate/json.ts';
import { mutateLines } from '../mutate/lines.ts';
import { writeStrangeZip, type ZipEntry } from '../mutate/zip.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

let entries: readonly ZipEntry[] = [];

export const archiveZip: Target = {
  name: 'archive-zip',
  title: 'Zip archives of repositories: strange structure, names, sizes, links and contents',
  file: 'archive.zip',
  async seeds() {
    const folder = 'larkfield-example/web-shop/.github/workflows/deploy.yml';
    entries = [
      { name: folder, data: await seedFile(`checkouts/${folder}`) },
      { name: 'larkfield-example/web-shop/CODEOWNERS', data: Buffer.from('* @larkfield-example/platform\n') },
      { name: 'larkfield-example/web-shop/README.md', data: Buffer.from('Web shop\n') },
      { name: 'exports/organization.json', data: await seedFile('organization.json') },
    ];
    return [writeStrangeZip(entries, null)];
  },
  mutate(_input, random) {
    const altered = entries.map(({ name, data }) => ({
      name,
      data: random.chance(0.7)
        ? data
        : name.endsWith('.json')
          ? mutateJson(data, random, [data])
          : mutateLines(data, random, [data]),
    }));
    return writeStrangeZip(altered, random);
  },
  run: async (path, { engine, out }) => {
    await engine.request('import.github', { out, paths: [path] });
  },
};
