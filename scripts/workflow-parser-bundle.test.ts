import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { nodeTarget } from '../vite.node-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCE = 'analysis/github/read/workflow/read-workflow.ts';
const ASK = `const { problems, triggers } = readWorkflow('a.yml', 'on: push\\njobs: { a: { runs-on: x, steps: [{ run: echo }], nonsense: 1 } }');
console.log(JSON.stringify({ problems, events: triggers.map(({ event }) => event) }));`;

function run(from: string): { problems: string[]; events: string[] } {
  const file = join(folder, `${from.replace(/\W/g, '')}.mjs`);
  writeFileSync(file, `import { readWorkflow } from ${JSON.stringify(from)};\n${ASK}`);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

it('GitHub’s workflow parser, whose grammar is JSON, loads under Node itself and from a bundle', async () => {
  const { root } = nodeTarget({ entries: {}, format: 'es', folder: '', external: [] });
  const config = nodeTarget({ entries: { parser: SOURCE }, format: 'es', folder: '', external: [] });
  await build({
    ...config,
    configFile: false,
    build: { ...config.build, outDir: folder, emptyOutDir: false },
  });
  for (const from of [join(root as string, SOURCE), join(folder, 'parser.mjs')]) {
    const { problems, events } = run(from);
    expect(events).toEqual(['push']);
    expect(problems.join()).toContain('nonsense');
  }
});
