import path from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { START_PAGE } from './app-scheme.ts';
import { rememberBounds, rememberedBounds } from './window-bounds.ts';

/** Opens the one window. It is shown when its first frame is there. */
export function openWindow(): BrowserWindow {
  const { bounds, maximized, zoom } = rememberedBounds();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Trustpath',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#ffffff',
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
    },
  });
  rememberBounds(window);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  // Chromium forgets the zoom of a page that no server names.
  window.webContents.once('did-finish-load', () => window.webContents.setZoomLevel(zoom));
  void window.loadURL(START_PAGE);
  return window;
}
