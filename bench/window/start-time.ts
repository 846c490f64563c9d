import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
    const port = await debuggerPort(child);
    const seen = await momentsIn(await pageAddress(port), { marks: [...marks], wait: WAIT });
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

function debuggerPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no debugger within ${WAIT} ms: ${said}`)), WAIT);
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

/** The address of the first page's own debugger, asked for until there is one. */
async function pageAddress(port: string): Promise<string> {
  const end = Date.now() + WAIT;
  while (Date.now() < end) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = (await answer.json()) as readonly {
      type: string;
      url: string;
      webSocketDebuggerUrl: string;
    }[];
    const page = targets.find(({ type, url }) => type === 'page' && /^(app|file):/.test(url));
    if (page) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no window was opened');
}

/** What a function answers that is run in the page. Attached late on purpose: an early debugger slows the start. */
function inPage<Answer>(address: string, run: (input: never) => Promise<Answer>, input: object) {
  return new Promise<Answer>((resolve, reject) => {
    const socket = new WebSocket(address);
    const timer = setTimeout(() => reject(new Error('the page did not answer')), 2 * WAIT);
    socket.onerror = () => reject(new Error(`no connection to ${address}`));
    socket.onopen = () => {
      const expression = `(${run.toString()})(${JSON.stringify(input)})`;
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    };
    socket.onmessage = ({ data }) => {
      const { id, error, result } = JSON.parse(String(data)) as {
        id?: number;
        error?: { message: string };
        result?: { result: { value: Answer }; exceptionDetails?: { text: string } };
      };
      if (id !== 1) return;
      clearTimeout(timer);
      socket.close();
      if (!result) reject(new Error(error?.message ?? 'the page answered nothing'));
      else if (result.exceptionDetails) reject(new Error(result.exceptionDetails.text));
      else resolve(result.result.value);
    };
  });
}

/** Asked again where the window was still on the way to its page: what ran in the empty one is lost. */
async function momentsIn(address: string, input: object): Promise<Moments> {
  const end = Date.now() + WAIT;
  for (;;) {
    try {
      return await inPage<Moments>(address, momentsOf, input);
    } catch (error) {
      const lost = error instanceof Error && /execution context|target navigated/i.test(error.message);
      if (!lost || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

interface Moments {
  readonly origin: number;
  readonly painted: number | null;
  readonly marks: readonly (number | null)[];
}

/** In the page: when it was first painted and when it set each mark, in its own milliseconds. */
async function momentsOf({ marks, wait }: { marks: string[]; wait: number }): Promise<Moments> {
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
