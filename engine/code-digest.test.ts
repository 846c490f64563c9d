import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importsOf } from '../scripts/source-files.ts';
import engineBuild from '../vite.engine.config.ts';
import { codeDigest, digestOfCounting, digestOfSources } from './code-digest.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROOT = join(import.meta.dirname, '..');

test('another text, name or file of the sources is another digest; another test is none', () => {
  mkdirSync(join(folder, 'analysis/rules'), { recursive: true });
  const file = (name: string) => join(folder, 'analysis/rules', name);
  writeFileSync(file('one.ts'), 'export const one = 1;');
  writeFileSync(join(folder, 'package.json'), '{}');
  const seen = [digestOfSources(folder, ['analysis'], ['package.json'])];
  const next = () => {
    const digest = digestOfSources(folder, ['analysis'], ['package.json']);
    const isNew = !seen.includes(digest);
    seen.push(digest);
    return isNew;
  };
  expect(next()).toBe(false);
  writeFileSync(file('one.test.ts'), 'test');
  expect(next()).toBe(false);
  writeFileSync(file('one.ts'), 'export const one = 2;');
  expect(next()).toBe(true);
  renameSync(file('one.ts'), file('two.ts'));
  expect(next()).toBe(true);
  writeFileSync(file('three.ts'), '');
  expect(next()).toBe(true);
  writeFileSync(join(folder, 'package.json'), '{"dependencies":{}}');
  expect(next()).toBe(true);
});

test('everything that counting imports is in what is digested', () => {
  const seen = new Set<string>();
  const follow = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const name of importsOf(path, readFileSync(join(ROOT, path), 'utf8')))
      if (/\.tsx?$/.test(name)) follow(name);
  };
  for (const counting of ['engine/measured.ts', 'engine/kept-findings.ts']) follow(counting);
  expect(seen.size).toBeGreaterThan(300);
  expect([...seen].filter((path) => !/^(analysis|engine|schema)\/.*\.ts$/.test(path))).toEqual([]);
});

test('the built engine names the digest of the sources that it was built from', () => {
  expect(engineBuild.define).toEqual({ TRUSTPATH_CODE_DIGEST: JSON.stringify(digestOfCounting()) });
  expect(codeDigest()).toBe(digestOfCounting());
});
