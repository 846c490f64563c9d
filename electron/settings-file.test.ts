import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { settingsFile, writeWhole } from './settings-file.ts';

const schema = z.object({ theme: z.enum(['light', 'dark']) });
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trustpath-settings-'));
  file = path.join(folder, 'x.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is written is read again, and nothing is left beside it', () => {
  const settings = settingsFile(file, schema, { theme: 'light' });
  settings.write({ theme: 'dark' });
  expect(settings.read()).toEqual({ theme: 'dark' });
  expect(readdirSync(folder)).toEqual(['x.json']);
});

test.each(['', '{', '[]', '{"theme":"purple"}', 'null'])('content %j gives the initial value', (content) => {
  writeFileSync(file, content);
  expect(settingsFile(file, schema, { theme: 'light' }).read()).toEqual({ theme: 'light' });
});

test('a write that fails leaves the old file and no part of the new one', () => {
  writeFileSync(file, 'old');
  expect(() => writeWhole(path.join(folder, 'no-such-folder/x'), 'new')).toThrow();
  expect(() => writeWhole(folder, 'new')).toThrow();
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['x.json']);
});
