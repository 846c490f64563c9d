import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const ASSETS = path.resolve(import.meta.dirname, '../.build/renderer/assets');

test('the page holds no schema library and no layout engine: the engine checks, the page draws', async () => {
  const files = (await readdir(ASSETS)).filter((name) => name.endsWith('.js'));
  expect(files.length).toBeGreaterThan(1);
  const code = await Promise.all(files.map((name) => readFile(path.join(ASSETS, name), 'utf8')));
  expect(code.join('')).toContain('cytoscape');
  for (const sign of ['ZodError', 'invalid_union', 'org.eclipse.elk']) {
    expect(code.filter((text) => text.includes(sign))).toHaveLength(0);
  }
});
