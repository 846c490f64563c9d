import { create } from 'zustand';
import type { ThemeChoice } from '../../schema/shell-contract.ts';
import { fromShell, shell } from '../shell.ts';

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly shown: 'dark' | 'light';
}

export const useTheme = create<ThemeState>(() => ({ choice: 'system', shown: 'dark' }));

/** Which of the two themes a choice shows now. */
export function shownTheme(choice: ThemeChoice, systemIsDark: boolean): 'dark' | 'light' {
  if (choice === 'system') return systemIsDark ? 'dark' : 'light';
  return choice;
}

function show(choice: ThemeChoice): void {
  const shown = shownTheme(choice, matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = shown;
  useTheme.setState({ choice, shown });
}

/** Shows the theme at once; the shell remembers it and tells the native parts. */
export async function chooseTheme(choice: ThemeChoice): Promise<void> {
  show(choice);
  await fromShell(shell().setTheme(choice));
}

/** Applies the remembered theme and follows the system from then on. */
export async function startTheme(): Promise<void> {
  show('system');
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    show(useTheme.getState().choice),
  );
  const { choice } = await fromShell(shell().theme());
  show(choice);
}
