import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { resolveElectron } from '../scripts/electron-runtime.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath, type Trustpath } from './launch.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-memory-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('remembers theme, place and recent files from one run to the next', async () => {
  const file = path.join(folder, 'a.trustpath');
  await writeFile(file, 'not a snapshot');
  const first = await launchTrustpath({ userData: folder, size: { width: 1111, height: 777 } });
  await first.window.evaluate(async (opened) => {
    await window.trustpath.setTheme('dark');
    await window.trustpath.addRecentFile(opened);
    await window.trustpath.addRecentFile('/nowhere/b.trustpath');
  }, file);
  await first.close();

  const second = await launchTrustpath({ userData: folder });
  const remembered = await second.window.evaluate(async () => ({
    theme: await window.trustpath.theme(),
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    recent: await window.trustpath.recentFiles(),
  }));
  const size = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getContentSize(),
  );
  await second.close();
  expect(remembered.theme).toEqual({ ok: true, value: { choice: 'dark', dark: true } });
  expect(remembered.dark).toBe(true);
  expect(remembered.recent).toMatchObject({
    ok: true,
    value: {
      files: [
        { path: '/nowhere/b.trustpath', exists: false },
        { path: file, exists: true },
      ],
    },
  });
  expect(size).toEqual([1111, 777]);
});

test('starts with what it has when its settings are damaged', async () => {
  const first = await launchTrustpath({ userData: folder });
  const data = await first.app.evaluate(({ app }) => app.getPath('userData'));
  expect(data.startsWith(folder)).toBe(true);
  await first.close();
  for (const name of ['recent-files.json', 'appearance.json', 'window.json']) {
    await writeFile(path.join(data, name), '{"half": ');
  }
  const second = await launchTrustpath({ userData: folder });
  expect(await second.window.evaluate(() => window.trustpath.recentFiles())).toEqual({
    ok: true,
    value: { files: [] },
  });
  await second.close();
});

test.describe('in one run', () => {
  let trustpath: Trustpath;
  let userData: string;
  test.beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'trustpath-run-'));
    trustpath = await launchTrustpath({ userData });
  });
  test.afterAll(async () => {
    await trustpath?.close();
    await rm(userData, { recursive: true, force: true });
  });

  test('a second start hands its file to the first and ends', async () => {
    await trustpath.window.evaluate(() => {
      const given: string[] = [];
      (window as unknown as { given: string[] }).given = given;
      window.trustpath.onFilesPending(() => given.push('told'));
    });
    const electron = await resolveElectron();
    const root = path.resolve(import.meta.dirname, '..');
    const second = spawn(
      electron.executable,
      [...electron.args, `--user-data-dir=${path.join(userData, 'window')}`, root, 'from-second.trustpath'],
      { cwd: folder, stdio: 'ignore' },
    );
    const status = await new Promise((resolve) => second.on('exit', resolve));
    expect(status).toBe(0);
    await expect
      .poll(() => trustpath.window.evaluate(() => (window as unknown as { given: string[] }).given))
      .toEqual(['told']);
  });

  test('saves what the window gives it where the person says, whole, and nothing when cancelled', async () => {
    const target = path.join(folder, 'table.csv');
    await answerDialogs(trustpath.app, { save: target });
    const save = () =>
      trustpath.window.evaluate(() =>
        window.trustpath.saveFile({
          kind: 'csv',
          suggestedName: 'table.csv',
          content: new Uint8Array([97, 44, 98]),
        }),
      );
    expect(await save()).toEqual({ ok: true, value: { path: target } });
    expect(await readFile(target, 'utf8')).toBe('a,b');

    await answerDialogs(trustpath.app, { save: null });
    expect(await save()).toEqual({ ok: true, value: { path: null } });

    await answerDialogs(trustpath.app, { save: path.join(folder, 'no-such-folder/table.csv') });
    expect(await save()).toMatchObject({ ok: false, error: { code: 'output-refused' } });
  });

  test('a menu item runs the command that the window gave it', async () => {
    await trustpath.window.evaluate(async () => {
      const ran: string[] = [];
      (window as unknown as { ran: string[] }).ran = ran;
      window.trustpath.onCommand((id) => ran.push(id));
      await window.trustpath.setMenu([{ id: 'probe', label: 'Probe', menu: 'Go', enabled: true }]);
    });
    await chooseMenuItem(trustpath.app, 'probe');
    await expect
      .poll(() => trustpath.window.evaluate(() => (window as unknown as { ran: string[] }).ran))
      .toEqual(['probe']);
  });
});
