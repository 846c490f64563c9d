import { z } from 'zod';
import type { EngineErrorRecord, EngineRequest, EngineResponse } from './contract.ts';

/**
 * What the window may ask of the shell (the main process): dialogs, recent files, theme, menu, clipboard. Everything
 * about snapshots goes to the engine (contract.ts). The preload script turns each entry into one named function of
 * `window.trustpath`; the main process checks the sender and parses the input with the schema given here.
 */
const path = z.string().min(1).max(4_096);
const fileName = z
  .string()
  .min(1)
  .max(200)
  // A name, never a place: the person chooses the folder in the dialog.
  .refine(
    (name) => !/[\\/\0]/.test(name) && name !== '.' && name !== '..',
    'must be a file name without a folder',
  );

/** What kind of file a dialog is about; each has its own filter and title. */
const openKind = z.enum([
  'snapshot',
  /** Several of them. */
  'snapshots',
  'case',
  'scenario',
  'import-files',
  'import-folder',
  'evidence',
  'evidence-zip',
  'key',
  'inventory',
]);
const saveKind = z.enum([
  'snapshot',
  'case',
  'evidence',
  'key',
  'csv',
  'json',
  'markdown',
  'html',
  'png',
  'svg',
  'sarif',
  'ocsf',
  'redaction-key',
  'yaml',
  'guardrails',
]);
const theme = z.enum(['system', 'light', 'dark']);
const themeState = z.object({ choice: theme, dark: z.boolean() });
const recentFile = z.object({ path, openedAt: z.string(), exists: z.boolean() });

/** One command of the window, as the native menu shows it. The window owns the list; the menu only mirrors it. */
const menuCommand = z.object({
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(100),
  menu: z.enum(['File', 'Edit', 'View', 'Go', 'Help']),
  /** In Electron's form, such as `CmdOrCtrl+K`. Shown only: the window handles the key itself. */
  accelerator: z.string().max(60).optional(),
  enabled: z.boolean(),
  /** Starts a new group in its menu. */
  separatorBefore: z.boolean().optional(),
});

export const SHELL_CONTRACT = {
  'app.info': {
    input: z.object({}),
    output: z.object({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      platform: z.string(),
      /** How the engine runs: inside Electron, or forked under Node. */
      engine: z.enum(['utility process', 'node']),
      dataFolder: z.string(),
    }),
  },
  /** An open dialog. `paths` is empty when the person cancelled. */
  'dialog.open': { input: z.object({ kind: openKind }), output: z.object({ paths: z.array(z.string()) }) },
  /** A save dialog. Nothing is written; `path` is null when the person cancelled. */
  'dialog.save': {
    input: z.object({ kind: saveKind, suggestedName: fileName }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** A save dialog, then the bytes or text written whole or not at all. */
  'file.save': {
    input: z.object({
      kind: z.enum(['csv', 'json', 'markdown', 'html', 'png', 'svg', 'yaml']),
      suggestedName: fileName,
      content: z.union([z.string().max(256_000_000), z.instanceof(Uint8Array)]),
    }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Shows a file or folder in the system's file manager; opens nothing. */
  'file.reveal': { input: z.object({ path }), output: z.object({}) },
  'recent.list': { input: z.object({}), output: z.object({ files: z.array(recentFile) }) },
  'recent.add': { input: z.object({ path }), output: z.object({}) },
  'recent.remove': { input: z.object({ path }), output: z.object({}) },
  'theme.get': { input: z.object({}), output: themeState },
  'theme.set': { input: z.object({ choice: theme }), output: themeState },
  'clipboard.write': { input: z.object({ text: z.string().max(4_000_000) }), output: z.object({}) },
  'menu.set': { input: z.object({ commands: z.array(menuCommand).max(200) }), output: z.object({}) },
  'window.title': {
    input: z.object({ title: z.string().max(300), file: path.nullable() }),
    output: z.object({}),
  },
  /** A fresh path in the application's own data folder, for a collected sample. */
  'sample.path': { input: z.object({}), output: z.object({ path: z.string() }) },
  /** Files given at start (command line, double click) and not yet taken. Asking takes them. */
  'files.pending': { input: z.object({}), output: z.object({ paths: z.array(z.string()) }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type ShellChannel = keyof typeof SHELL_CONTRACT;
export type ShellInput<C extends ShellChannel> = z.input<(typeof SHELL_CONTRACT)[C]['input']>;
export type ShellParsedInput<C extends ShellChannel> = z.output<(typeof SHELL_CONTRACT)[C]['input']>;
export type ShellOutput<C extends ShellChannel> = z.output<(typeof SHELL_CONTRACT)[C]['output']>;
export type ShellAnswer<C extends ShellChannel> =
  | { readonly ok: true; readonly value: ShellOutput<C> }
  | { readonly ok: false; readonly error: EngineErrorRecord };
export type MenuCommand = z.output<typeof menuCommand>;
export type ThemeChoice = z.output<typeof theme>;
export type ThemeState = z.output<typeof themeState>;
export type RecentFile = z.output<typeof recentFile>;
export type OpenKind = z.output<typeof openKind>;
export type SaveKind = z.output<typeof saveKind>;

/**
 * What arrives on the engine's port. `engine-lost`: the process died; requests in flight have been answered with the
 * code `engine-lost`, and every open handle is gone. `engine-ready`: a process is there (again).
 */
export type EnginePortMessage =
  | EngineResponse
  | { readonly type: 'engine-lost'; readonly reason: string }
  | { readonly type: 'engine-ready' };
export type EnginePortRequest = EngineRequest;

/** The `data` of the window message that carries the engine's MessagePort (`event.ports[0]`) from the preload script. */
export const ENGINE_PORT_MESSAGE = 'trustpath:engine-port';

/** `window.trustpath`: all that the window can reach outside itself. `on…` functions return a function that ends it. */
export interface ShellBridge {
  readonly platform: string;
  /**
   * Asks for the engine's port. It comes as a window message whose data is `ENGINE_PORT_MESSAGE` with one port, so that
   * typed arrays cross without the context bridge: add the listener first, then call this.
   */
  connectEngine(): void;
  /** The place on disk of a file dropped on the window; '' where it has none. */
  pathOfDroppedFile(file: File): string;

  appInfo(): Promise<ShellAnswer<'app.info'>>;
  chooseFiles(kind: OpenKind): Promise<ShellAnswer<'dialog.open'>>;
  chooseSavePath(kind: SaveKind, suggestedName: string): Promise<ShellAnswer<'dialog.save'>>;
  saveFile(input: ShellInput<'file.save'>): Promise<ShellAnswer<'file.save'>>;
  revealFile(path: string): Promise<ShellAnswer<'file.reveal'>>;
  recentFiles(): Promise<ShellAnswer<'recent.list'>>;
  addRecentFile(path: string): Promise<ShellAnswer<'recent.add'>>;
  removeRecentFile(path: string): Promise<ShellAnswer<'recent.remove'>>;
  theme(): Promise<ShellAnswer<'theme.get'>>;
  setTheme(choice: ThemeChoice): Promise<ShellAnswer<'theme.set'>>;
  copyText(text: string): Promise<ShellAnswer<'clipboard.write'>>;
  setMenu(commands: readonly MenuCommand[]): Promise<ShellAnswer<'menu.set'>>;
  setTitle(title: string, file: string | null): Promise<ShellAnswer<'window.title'>>;
  samplePath(): Promise<ShellAnswer<'sample.path'>>;
  pendingFiles(): Promise<ShellAnswer<'files.pending'>>;

  /** A menu item was chosen; the id is one that `setMenu` was given. */
  onCommand(listener: (id: string) => void): () => void;
  /** More files were given while running; ask `pendingFiles` for them. */
  onFilesPending(listener: () => void): () => void;
  onThemeChange(listener: (state: ThemeState) => void): () => void;
}

declare global {
  interface Window {
    readonly trustpath: ShellBridge;
  }
}
