import { create } from 'zustand';
import type { ThemeChoice, ThemeState } from '../../schema/shell-contract.ts';
import { fromShell, shell } from '../shell.ts';

export const useTheme = create<ThemeState>(() => ({ choice: 'system', dark: false }));

function show(state: ThemeState): void {
  document.documentElement.dataset.theme = state.dark ? 'dark' : 'light';
  useTheme.setState(state);
}

/** The shell remembers the choice and tells the native parts; what it says is then shown is shown here. */
export async function chooseTheme(choice: ThemeChoice): Promise<void> {
  show(await fromShell(shell().setTheme(choice)));
}

/** Applies the remembered theme and follows the system from then on. */
export async function startTheme(): Promise<void> {
  shell().onThemeChange(show);
  show(await fromShell(shell().theme()));
}
