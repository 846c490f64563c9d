import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// The functions under test are plain; Electron itself exists only inside its own processes.
vi.mock('electron', () => ({}));
const { CONTENT_SECURITY_POLICY, CYTOSCAPE_STYLE, fileFor } = await import('./app-scheme.ts');

let base: string;
let folder: string;
beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'trustpath-scheme-'));
  folder = path.join(base, 'renderer');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '');
  writeFileSync(path.join(folder, 'assets/a b.js'), '');
  writeFileSync(path.join(base, 'secret.json'), '');
  mkdirSync(path.join(base, 'renderer-other'));
  writeFileSync(path.join(base, 'renderer-other/x.js'), '');
  symlinkSync(path.join(base, 'secret.json'), path.join(folder, 'link.json'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('an address of the application names its file', async () => {
  expect(await fileFor('app://trustpath/index.html', folder)).toMatch(/renderer.index\.html$/);
  expect(await fileFor('app://trustpath/assets/a%20b.js?x=1#y', folder)).toMatch(/a b\.js$/);
});

test.each([
  'app://trustpath/../secret.json',
  'app://trustpath/%2e%2e/secret.json',
  'app://trustpath/..%2fsecret.json',
  'app://trustpath/assets/..%2f..%2fsecret.json',
  'app://trustpath/..%5csecret.json',
  'app://trustpath/..%2frenderer-other%2fx.js',
  'app://trustpath/link.json',
  'app://trustpath/index.html%00.js',
  'app://trustpath/%',
  'app://trustpath/',
  'app://trustpath/missing.js',
  'app://other/index.html',
  'app://user@trustpath/index.html',
  'app://trustpath:80/index.html',
  'file:///etc/passwd',
  'https://trustpath/index.html',
  'nonsense',
])('%s names nothing', async (address) => {
  expect(await fileFor(address, folder)).toBeNull();
});

test('the policy allows the style that Cytoscape adds, as its source has it', () => {
  const source = readFileSync(
    path.resolve(import.meta.dirname, '../node_modules/cytoscape/dist/cytoscape.esm.mjs'),
    'utf8',
  );
  const name = /var className = '([^']+)';/.exec(source)?.[1];
  const rest = /stylesheet\.textContent = '\.' \+ className \+ '([^']+)';/.exec(source)?.[1];
  expect(`.${name}${rest}`).toBe(CYTOSCAPE_STYLE);
  expect(CONTENT_SECURITY_POLICY).toContain("worker-src 'none'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
});
