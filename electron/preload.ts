import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  ENGINE_PORT_MESSAGE,
  ShellAnswer,
  ShellBridge,
  ShellChannel,
  ShellInput,
} from '../schema/shell-contract.ts';

/** Written out, because a value import would bundle the whole contract into the preload script. */
const ENGINE_PORT: typeof ENGINE_PORT_MESSAGE = 'trustpath:engine-port';

function ask<C extends ShellChannel>(channel: C, input: ShellInput<C>): Promise<ShellAnswer<C>> {
  return ipcRenderer.invoke(channel, input) as Promise<ShellAnswer<C>>;
}

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const handler = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, handler);
  return () => {
    ipcRenderer.off(channel, handler);
  };
}

// A port cannot cross the context bridge, but a window message can carry it.
ipcRenderer.on('engine-port', (event) => {
  window.postMessage(ENGINE_PORT, window.location.origin, [...event.ports]);
});

const bridge: ShellBridge = {
  platform: process.platform,
  connectEngine: () => ipcRenderer.send('engine.connect'),
  pathOfDroppedFile: (file) => webUtils.getPathForFile(file),
  appInfo: () => ask('app.info', {}),
  chooseFiles: (kind) => ask('dialog.open', { kind }),
  chooseSavePath: (kind, suggestedName) => ask('dialog.save', { kind, suggestedName }),
  saveFile: (input) => ask('file.save', input),
  revealFile: (path) => ask('file.reveal', { path }),
  recentFiles: () => ask('recent.list', {}),
  addRecentFile: (path) => ask('recent.add', { path }),
  removeRecentFile: (path) => ask('recent.remove', { path }),
  theme: () => ask('theme.get', {}),
  setTheme: (choice) => ask('theme.set', { choice }),
  copyText: (text) => ask('clipboard.write', { text }),
  setMenu: (commands) => ask('menu.set', { commands: [...commands] }),
  setTitle: (title, file) => ask('window.title', { title, file }),
  samplePath: () => ask('sample.path', {}),
  pendingFiles: () => ask('files.pending', {}),
  onCommand: (listener) => listen('command', listener),
  onFilesPending: (listener) => listen<undefined>('files-pending', () => listener()),
  onThemeChange: (listener) => listen('theme', listener),
};

contextBridge.exposeInMainWorld('trustpath', bridge);
