import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, clipboard, ipcMain, shell } from 'electron';
import type { EngineErrorRecord } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { whyNotWritten } from '../schema/lasting-files.ts';
import {
  SHELL_CONTRACT,
  type ShellAnswer,
  type ShellChannel,
  type ShellOutput,
  type ShellParsedInput,
} from '../schema/shell-contract.ts';
import { chooseFiles, chooseSavePath } from './dialogs.ts';
import { showMenu } from './menu.ts';
import { childKind } from './node-child.ts';
import { addRecentFile, recentFiles, removeRecentFile } from './recent-files.ts';
import { isOurWindow } from './sender-check.ts';
import { writeWhole } from './settings-file.ts';
import { setTheme, themeState } from './theme.ts';

interface Shell {
  readonly window: BrowserWindow;
  takePendingFiles(): string[];
}

type Handler<C extends ShellChannel> = (
  input: ShellParsedInput<C>,
  shell: Shell,
) => ShellOutput<C> | Promise<ShellOutput<C>>;

const HANDLERS: { readonly [C in ShellChannel]: Handler<C> } = {
  'app.info': () => ({
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    engine: childKind(),
    dataFolder: app.getPath('userData'),
  }),
  'dialog.open': async ({ kind }, { window }) => ({ paths: await chooseFiles(window, kind) }),
  'dialog.save': async ({ kind, suggestedName }, { window }) => ({
    path: await chooseSavePath(window, kind, suggestedName),
  }),
  'file.save': async ({ kind, suggestedName, content }, { window }) => {
    const chosen = await chooseSavePath(window, kind, suggestedName);
    if (chosen !== null) write(chosen, content);
    return { path: chosen };
  },
  'file.reveal': ({ path: file }) => {
    if (!path.isAbsolute(file) || !existsSync(file)) {
      throw new TrustpathError('input-unreadable', `${file} is not there.`);
    }
    shell.showItemInFolder(file);
    return {};
  },
  'recent.list': () => ({ files: recentFiles() }),
  'recent.add': ({ path: file }) => {
    addRecentFile(file);
    return {};
  },
  'recent.remove': ({ path: file }) => {
    removeRecentFile(file);
    return {};
  },
  'theme.get': () => themeState(),
  'theme.set': ({ choice }) => setTheme(choice),
  'clipboard.write': ({ text }) => {
    clipboard.writeText(text);
    return {};
  },
  'menu.set': ({ commands }, { window }) => {
    showMenu(commands, (id) => window.webContents.send('command', id));
    return {};
  },
  'window.title': ({ title, file }, { window }) => {
    window.setTitle(title);
    window.setRepresentedFilename(file ?? '');
    return {};
  },
  'sample.path': () => {
    const folder = path.join(app.getPath('userData'), 'samples');
    mkdirSync(folder, { recursive: true });
    const moment = new Date().toISOString().replace(/[:.]/g, '-');
    return { path: path.join(folder, `sample-${moment}.trustpath`) };
  },
  'files.pending': (_input, { takePendingFiles }) => ({ paths: takePendingFiles() }),
};

/** Answers the window's requests; anything else that asks is refused. */
export function answerShellRequests(
  currentWindow: () => BrowserWindow | null,
  takePendingFiles: () => string[],
) {
  for (const channel of Object.keys(SHELL_CONTRACT) as ShellChannel[]) {
    ipcMain.handle(channel, async (event, input: unknown): Promise<ShellAnswer<ShellChannel>> => {
      const window = currentWindow();
      if (window === null || !isOurWindow(event, window)) {
        return failure(new TrustpathError('usage', `${channel} was asked from outside the window.`));
      }
      try {
        return { ok: true, value: await handle(channel, input, { window, takePendingFiles }) };
      } catch (error) {
        return failure(error);
      }
    });
  }
}

async function handle<C extends ShellChannel>(
  channel: C,
  input: unknown,
  shellState: Shell,
): Promise<ShellOutput<C>> {
  const parsed = SHELL_CONTRACT[channel].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TrustpathError('usage', `${channel}: ${issue?.path.join('.') || 'input'}: ${issue?.message}`);
  }
  return (HANDLERS[channel] as Handler<C>)(parsed.data as ShellParsedInput<C>, shellState);
}

function write(file: string, content: string | Uint8Array): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    throw new TrustpathError('output-refused', `${file}: ${whyNotWritten(error)}.`, { cause: error });
  }
}

function failure(error: unknown): { ok: false; error: EngineErrorRecord } {
  const known =
    error instanceof TrustpathError
      ? error
      : new TrustpathError('internal', `The window's shell failed: ${(error as Error).message}`);
  const { code, message, retryable, details } = known;
  return { ok: false, error: { code, message, retryable, details } };
}
