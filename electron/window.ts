import path from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { START_PAGE } from './app-scheme.ts';
import { rememberBounds, rememberedBounds } from './window-bounds.ts';

/** How long a page that is loaded may take to its first frame before its window is shown without. */
const FIRST_FRAME_MS = 250;

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
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => {
    // Chromium forgets the zoom of a page that no server names.
    window.webContents.setZoomLevel(zoom);
    // On a busy machine Electron does not always tell of the first frame, and nobody would ever see the window.
    setTimeout(show, FIRST_FRAME_MS);
  });
  void window.loadURL(START_PAGE);
  return window;
}
