import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { resolveElectron } from '../scripts/electron-runtime.ts';
import { takeDisplay } from './displays.ts';
import { tracing } from './trace-of-connections.ts';

takeDisplay();

const ROOT = path.resolve(import.meta.dirname, '..');
/** The application as it is, but for its start, which waits until it is told. */
const HELD_APP = path.join(import.meta.dirname, 'held-app');
const SCREENSHOTS = path.join(ROOT, 'test-results/screenshots');

/** For one step of a launch; a traced one is slow. */
const STEP_MS = process.env.TRUSTPATH_TRACE ? 120_000 : 20_000;

export interface LaunchOptions {
  /** Snapshots named on the command line. */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder that outlives this launch; otherwise a fresh one is made and removed. */
  readonly userData?: string;
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** Switches for Electron. */
  readonly args?: readonly string[];
  /** A command that runs Electron, such as a tracer and its arguments. */
  readonly under?: readonly string[];
}

export interface Trustpath {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** What main, engine and Chromium have written to standard output and error so far. */
  output(): string;
  /** Console errors and uncaught exceptions of the page so far. */
  pageErrors(): readonly string[];
  close(): Promise<void>;
}

/** Starts the built application on a data folder of its own and waits for its window. */
export async function launchTrustpath(options: LaunchOptions = {}): Promise<Trustpath> {
  const electron = await resolveElectron();
  const folder = options.userData ?? (await mkdtemp(path.join(tmpdir(), 'trustpath-e2e-')));
  const under = options.under ?? traced();
  let output = '';
  const app = await _electron.launch({
    executablePath: under ? await wrapper(folder, [...under, electron.executable]) : electron.executable,
    args: [
      ...electron.args,
      `--user-data-dir=${path.join(folder, 'window')}`,
      ...(options.args ?? []),
      HELD_APP,
      ...(options.files ?? []),
    ],
    cwd: ROOT,
    // Before the test's own, so that a launch that hangs says how far it came.
    timeout: process.env.TRUSTPATH_TRACE ? 120_000 : 30_000,
    // Playwright would otherwise pretend a light system to the page.
    colorScheme: null,
    env: {
      ...inheritedEnvironment(),
      TRUSTPATH_NODE: process.execPath,
      TRUSTPATH_HOME: path.join(folder, 'engine'),
      // The machine that runs the tests may have no keyring.
      TRUSTPATH_SIGNING_KEY: await signingKey(folder),
      ...options.env,
    },
  });
  app.process().stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  app.process().stderr?.on('data', (chunk) => {
    output += String(chunk);
  });

  const pageErrors: string[] = [];
  const inTime = <T>(step: string, work: Promise<T>) => within(step, work, () => output);
  await inTime(
    'start',
    app.evaluate(() => (globalThis as unknown as { startHeld(): void }).startHeld()),
  );
  const window = await inTime('open a window', app.firstWindow());
  window.on('pageerror', (error) => pageErrors.push(error.message));
  window.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await inTime('load its page', window.waitForLoadState('load'));
  // As a person would: nothing is done to a window that cannot be seen yet, or shows nothing.
  await inTime('draw its page', window.locator('#root > *').first().waitFor());
  await inTime(
    'be shown',
    app.evaluate(({ BrowserWindow }) => {
      const [opened] = BrowserWindow.getAllWindows();
      return opened?.isVisible() || new Promise((resolve) => opened?.once('show', () => resolve(true)));
    }),
  );
  if (options.size) await inTime('take its size', setSize(app, options.size));
  if (options.theme) await inTime('take its theme', setTheme(app, options.theme));

  return {
    app,
    window,
    output: () => output,
    pageErrors: () => pageErrors,
    async close() {
      await inTime('close', app.close());
      if (options.userData === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A launch that hangs says at what, and what the application has written. */
async function within<T>(step: string, work: Promise<T>, output: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The application did not ${step} within ${STEP_MS / 1000} s.\n${output()}`)),
      STEP_MS,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

let launches = 0;

/** `npm run silence` has every launch traced, each into a file of its own. */
function traced(): string[] | undefined {
  const traces = process.env.TRUSTPATH_TRACE;
  return traces === undefined ? undefined : tracing(path.join(traces, `${process.pid}-${launches++}`));
}

/** Keeps a picture as `test-results/screenshots/NAME-THEME-WxH.png`; returns its path. */
export async function screenshot({ app, window }: Trustpath, name: string): Promise<string> {
  const { theme, width, height } = await app.evaluate(({ BrowserWindow, nativeTheme }) => {
    const [width, height] = BrowserWindow.getAllWindows()[0]?.getContentSize() ?? [0, 0];
    return { theme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light', width, height };
  });
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}-${theme}-${width}x${height}.png`);
  await window.screenshot({ path: file, animations: 'disabled' });
  return file;
}

export async function setTheme(app: ElectronApplication, theme: 'light' | 'dark' | 'system'): Promise<void> {
  await app.evaluate(({ nativeTheme }, choice) => {
    nativeTheme.themeSource = choice;
  }, theme);
}

export async function setSize(
  app: ElectronApplication,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/** Makes the next dialogs answer at once: nobody is there to click them. An empty list means cancelled. */
export async function answerDialogs(
  app: ElectronApplication,
  answers: { readonly open?: readonly string[]; readonly save?: string | null },
): Promise<void> {
  await app.evaluate(
    ({ dialog }, { open, save }) => {
      dialog.showOpenDialog = async () => ({ canceled: open.length === 0, filePaths: open });
      dialog.showSaveDialog = async () => ({ canceled: save === null, filePath: save ?? '' });
    },
    { open: [...(answers.open ?? [])], save: answers.save ?? null },
  );
}

/** Chooses a native menu item by the id of its command. */
export async function chooseMenuItem(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`no menu item ${wanted}`);
    item.click();
  }, id);
}

async function signingKey(folder: string): Promise<string> {
  const file = path.join(folder, 'signing-key.pem');
  await mkdir(folder, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}

/** Playwright puts its own switches first, so a command that runs Electron must be one file. */
async function wrapper(folder: string, command: readonly string[]): Promise<string> {
  const file = path.join(folder, 'electron-wrapper.sh');
  await mkdir(folder, { recursive: true });
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o700 });
  return file;
}

function inheritedEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS_|NODE_OPTIONS$)/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
