import path from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';
import { IMPORT_KINDS } from '../schema/import-kinds.ts';
import type { OpenKind, SaveKind } from '../schema/shell-contract.ts';

const SNAPSHOT: FileFilter = { name: 'Trustpath snapshot', extensions: ['trustpath'] };

const CASE: FileFilter = { name: 'Trustpath case', extensions: ['trustcase'] };

const OPEN: Readonly<Record<OpenKind, Electron.OpenDialogOptions>> = {
  snapshot: { title: 'Open a snapshot', filters: [SNAPSHOT], properties: ['openFile'] },
  snapshots: {
    title: 'Choose snapshots',
    filters: [SNAPSHOT],
    properties: ['openFile', 'multiSelections'],
  },
  case: { title: 'Open a case', filters: [CASE], properties: ['openFile'] },
  scenario: {
    title: 'Open a scenario',
    filters: [{ name: 'Scenario', extensions: ['json'] }],
    properties: ['openFile'],
  },
  'import-files': {
    title: 'Choose files to import',
    // One dialog can offer both only on macOS; elsewhere folders have a dialog of their own, or are dropped on the window.
    properties:
      process.platform === 'darwin'
        ? ['openFile', 'openDirectory', 'multiSelections']
        : ['openFile', 'multiSelections'],
    filters: [
      {
        name: 'What can be imported',
        extensions: [...new Set(IMPORT_KINDS.flatMap(({ extensions }) => extensions))],
      },
      { name: 'Every file', extensions: ['*'] },
    ],
  },
  'import-folder': { title: 'Choose a folder to import', properties: ['openDirectory', 'multiSelections'] },
  evidence: { title: 'Choose the folder of an evidence bundle', properties: ['openDirectory'] },
  'evidence-zip': {
    title: 'Choose an evidence bundle',
    properties: ['openFile'],
    filters: [{ name: 'Zip', extensions: ['zip'] }],
  },
  inventory: {
    title: 'Open an inventory that was edited',
    filters: [{ name: 'CSV or YAML', extensions: ['csv', 'yaml', 'yml'] }],
    properties: ['openFile'],
  },
  key: {
    title: 'Choose a key',
    properties: ['openFile'],
    filters: [
      { name: 'PEM', extensions: ['pem', 'key', 'pub'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
};

const SAVE: Readonly<Record<SaveKind, Electron.SaveDialogOptions>> = {
  snapshot: { title: 'Save the snapshot as', filters: [SNAPSHOT] },
  case: { title: 'Begin the case in', filters: [CASE] },
  evidence: { title: 'Write the evidence bundle to' },
  key: { title: 'Make the signing key in', filters: [{ name: 'PEM', extensions: ['pem'] }] },
  csv: { title: 'Save the table as', filters: [{ name: 'CSV', extensions: ['csv'] }] },
  json: { title: 'Save as', filters: [{ name: 'JSON', extensions: ['json'] }] },
  markdown: { title: 'Save as', filters: [{ name: 'Markdown', extensions: ['md'] }] },
  html: { title: 'Save the page as', filters: [{ name: 'Web page', extensions: ['html'] }] },
  sarif: { title: 'Save the findings as', filters: [{ name: 'SARIF', extensions: ['sarif', 'json'] }] },
  ocsf: { title: 'Save the findings as', filters: [{ name: 'OCSF events', extensions: ['ndjson'] }] },
  png: { title: 'Save the picture as', filters: [{ name: 'PNG', extensions: ['png'] }] },
  'redaction-key': {
    title: 'Keep the key of the pseudonyms in',
    filters: [{ name: 'Key', extensions: ['key'] }],
  },
  guardrails: { title: 'Make the folder of guardrails' },
  yaml: { title: 'Save as', filters: [{ name: 'YAML', extensions: ['yaml'] }] },
  svg: { title: 'Save the picture as', filters: [{ name: 'SVG', extensions: ['svg'] }] },
};

/** The paths that the person chose; none when cancelled. */
export async function chooseFiles(window: BrowserWindow, kind: OpenKind): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, OPEN[kind]);
  return canceled ? [] : filePaths;
}

/** The place that the person chose for a file not yet written; null when cancelled. */
export async function chooseSavePath(
  window: BrowserWindow,
  kind: SaveKind,
  suggestedName: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    ...SAVE[kind],
    defaultPath: path.join(app.getPath('documents'), suggestedName),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : filePath;
}
