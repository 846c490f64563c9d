import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { resolveElectron } from '../../scripts/electron-runtime.ts';

const WAIT = 60_000;

/** Milliseconds from starting the process to moments in its page; null for a mark that the page does not set. */
export interface StartTimes {
  /** Something was painted: the whole frame of the window, as it is rendered at once. */
  readonly painted: number;
  readonly marks: Readonly<Record<string, number | null>>;
}

/** Starts an application as a person would, with nothing attached until it is there, and reads its page's own clock. */
export async function startTimes(
  application: string,
  files: readonly string[],
  marks: readonly string[],
): Promise<StartTimes> {
  const electron = await resolveElectron();
  const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-start-'));
  const begun = Date.now();
  const child = spawn(
    electron.executable,
    [
      ...electron.args,
      `--user-data-dir=${path.join(folder, 'window')}`,
      '--remote-debugging-port=0',
      application,
      ...files,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TRUSTPATH_NODE: process.execPath },
    },
  );
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(child));
    const page = await firstPage(browser.contexts()[0]?.pages() ?? [], () => browser.contexts()[0]?.pages());
    const seen = await page.evaluate(momentsOf, { marks: [...marks], wait: WAIT });
    await browser.close();
    const since = (moment: number | null) => (moment === null ? null : seen.origin + moment - begun);
    return {
      painted: since(seen.painted) ?? Number.NaN,
      marks: Object.fromEntries(marks.map((mark, index) => [mark, since(seen.marks[index] ?? null)])),
    };
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no debugger within ${WAIT} ms: ${said}`)), WAIT);
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

async function firstPage(now: readonly Page[], later: () => readonly Page[] | undefined): Promise<Page> {
  const end = Date.now() + WAIT;
  for (let pages: readonly Page[] = now; Date.now() < end; pages = later() ?? []) {
    const [page] = pages;
    if (page) return page;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no window was opened');
}

/** In the page: when it was first painted and when it set each mark, in its own milliseconds. */
async function momentsOf({ marks, wait }: { marks: string[]; wait: number }) {
  const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const mark = (name: string) => performance.getEntriesByName(name, 'mark')[0]?.startTime;
  const end = performance.now() + wait;
  const missing = () => paint() === undefined || marks.some((name) => mark(name) === undefined);
  while (missing() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    origin: performance.timeOrigin,
    painted: paint() ?? null,
    marks: marks.map((name) => mark(name) ?? null),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}
