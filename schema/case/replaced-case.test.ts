import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCase, openCase } from './case-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-replaced-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = '2026-03-01T10:00:00.000Z';
const noted = (name: string, ...notes: readonly string[]) => {
  const opened = createCase(join(folder, name), { title: name, at: AT, by: 'trustpath test' });
  for (const text of notes) opened.apply({ do: 'write-note', text }, AT);
  return opened;
};
const next = { do: 'write-note', text: 'next' } as const;

test('a case that another file took the place of is written to no more', () => {
  const opened = noted('one.trustcase', 'kept');
  const other = noted('two.trustcase', 'of another case', 'longer');
  renameSync(other.path, opened.path);
  const bytes = readFileSync(opened.path);
  expect(() => opened.apply(next, AT)).toThrow(/one\.trustcase: is another file than it was; open it again/);
  expect(readFileSync(opened.path)).toEqual(bytes);
  // Opened again it is the other case, and goes on as such.
  const again = openCase(opened.path);
  again.apply(next, AT);
  expect(again.state.notes.map(({ text }) => text)).toEqual(['of another case', 'longer', 'next']);
});

test('a case that an editor saved by replacing it is another file, even with the same content', () => {
  const opened = noted('saved.trustcase', 'kept');
  copyFileSync(opened.path, `${opened.path}~`);
  renameSync(`${opened.path}~`, opened.path);
  expect(() => opened.apply(next, AT)).toThrow(/is another file than it was/);
});

test('a case that was cut short, or is gone, is refused with the reason', () => {
  const short = noted('short.trustcase', 'first', 'second');
  truncateSync(short.path, 200);
  expect(() => short.apply(next, AT)).toThrow(/is shorter than it was/);
  const gone = noted('gone.trustcase', 'first');
  rmSync(gone.path);
  expect(() => gone.apply(next, AT)).toThrow(/gone\.trustcase: there is no such file/);
  expect(existsSync(gone.path)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'a lock from before the last start of the system is taken over, whoever has its number now',
  () => {
    const opened = noted('restarted.trustcase', 'kept');
    // This process has the number, and is alive.
    writeFileSync(`${opened.path}.lock`, `${process.pid} 00000000-0000-4000-8000-000000000000`);
    opened.apply(next, AT);
    expect(openCase(opened.path).head.number).toBe(2);
    expect(existsSync(`${opened.path}.lock`)).toBe(false);
  },
);

test('a lock that somebody holds is waited for, then said', () => {
  const opened = noted('held.trustcase', 'kept');
  writeFileSync(`${opened.path}.lock`, String(process.pid));
  expect(() => opened.apply(next, AT)).toThrow(/held\.trustcase: another window is writing to it/);
  rmSync(`${opened.path}.lock`);
  opened.apply(next, AT);
  expect(openCase(opened.path).head.number).toBe(2);
});

test('a half-made case takes no name', () => {
  const path = join(folder, 'none', 'case.trustcase');
  expect(() => createCase(path, { title: '', at: AT, by: 'test' })).toThrow(/its folder is not/);
  expect(existsSync(path)).toBe(false);
});
