import path from 'node:path';
import { app, nativeTheme } from 'electron';
import { z } from 'zod';
import type { ThemeChoice, ThemeState } from '../schema/shell-contract.ts';
import { settingsFile } from './settings-file.ts';

const schema = z.object({ theme: z.enum(['system', 'light', 'dark']) });

function file() {
  return settingsFile(path.join(app.getPath('userData'), 'appearance.json'), schema, { theme: 'system' });
}

/** Takes up the theme chosen in an earlier run. */
export function restoreTheme(): void {
  nativeTheme.themeSource = file().read().theme;
}

export function themeState(): ThemeState {
  return { choice: nativeTheme.themeSource, dark: nativeTheme.shouldUseDarkColors };
}

export function setTheme(choice: ThemeChoice): ThemeState {
  nativeTheme.themeSource = choice;
  file().write({ theme: choice });
  return themeState();
}

export function onThemeChange(listener: (state: ThemeState) => void): void {
  nativeTheme.on('updated', () => listener(themeState()));
}
