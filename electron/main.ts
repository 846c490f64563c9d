import path from 'node:path';
import { app, type BrowserWindow, ipcMain, session } from 'electron';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { createEngineHost, type EngineHost } from './engine-host.ts';
import { givenFiles, pendingFiles } from './given-files.ts';
import { lockContents, lockSession, silenceChromium } from './lockdown.ts';
import { showMenu } from './menu.ts';
import { isOurWindow } from './sender-check.ts';
import { answerShellRequests } from './shell-requests.ts';
import { onThemeChange, restoreTheme } from './theme.ts';
import { openWindow } from './window.ts';

let window: BrowserWindow | null = null;
let engine: EngineHost | null = null;
const pending = pendingFiles();

function giveFiles(files: readonly string[]): void {
  if (files.length === 0) return;
  pending.add(files);
  window?.webContents.send('files-pending');
}

function showWindow(): void {
  if (window === null) {
    window = openWindow();
    window.on('closed', () => {
      window = null;
    });
  }
  if (window.isMinimized()) window.restore();
  if (window.isVisible()) window.focus();
}

function run(): void {
  // Chromium's sandbox does not run as root: there the start script says `--no-sandbox`, and forcing it would end the start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  silenceChromium();
  pending.add(givenFiles(process.argv, process.cwd()));

  app.on('second-instance', (_event, argv, workingFolder) => {
    if (app.isReady()) showWindow();
    giveFiles(givenFiles(argv, workingFolder));
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    giveFiles([file]);
  });
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('session-created', (created) => lockSession(created));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', showWindow);
  app.on('will-quit', (event) => {
    if (engine === null) return;
    // The windows are closed already; what is left waits until the engine has closed its files.
    event.preventDefault();
    const leaving = engine;
    engine = null;
    void leaving.stop().finally(() => app.exit());
  });

  void app.whenReady().then(() => {
    lockSession(session.defaultSession);
    serveApp(session.defaultSession, path.join(__dirname, 'renderer'));
    restoreTheme();
    onThemeChange((state) => window?.webContents.send('theme', state));
    showMenu([], () => {});
    answerShellRequests(() => window, pending.take);
    showWindow();
    // After the window: it takes longer to show itself than the engine to start.
    engine = createEngineHost();
    ipcMain.on('engine.connect', (event) => {
      if (engine === null || !isOurWindow(event, window)) return;
      event.sender.postMessage('engine-port', null, [engine.connect()]);
    });
  });
}

// One window, one engine: a second start hands its files to the first.
if (app.requestSingleInstanceLock()) run();
else app.quit();
