import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBundle } from '../../evidence/read-bundle.ts';
import type { FaultKind } from './fault-kind.ts';
import { cutEverywhere } from './power-cut/cut-everywhere.ts';

const FILES = 4;

export const cutExport: FaultKind = {
  name: 'cut-export',
  title: 'A power cut between any two writes of bundles, as zip and as folder',
  rounds: 20,
  run: (options) =>
    cutEverywhere({ script: resolve(import.meta.dirname, 'testing/write-export.ts'), check }, options),
};

/** What has a bundle's name is whole. */
async function check(folder: string, said: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of ['cut.zip', 'cut-folder']) {
    const path = join(folder, name);
    if (!existsSync(path)) {
      if (said.includes(name)) wrong.push(`${name} is gone`);
      continue;
    }
    try {
      const files = [...(await readBundle(path)).values()].map((bytes) => new TextDecoder().decode(bytes));
      const whole = files.filter((text) => Number(text.split(' ')[0]) === (text.split(' ')[1] ?? '').length);
      if (whole.length !== FILES) wrong.push(`${name}: ${whole.length} of ${FILES} files are whole`);
    } catch (error) {
      wrong.push(`${name}: ${String(error)}`);
    }
  }
  return wrong;
}
