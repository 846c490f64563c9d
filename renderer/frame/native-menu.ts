import type { MenuCommand } from '../../schema/shell-contract.ts';
import { useCase } from '../case/case-store.ts';
import { commandState } from '../commands/command-state.ts';
import { COMMANDS } from '../commands/registry.ts';
import { accelerator } from '../commands/shortcut.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { useTabs } from '../investigate/tabs-store.ts';
import { shell } from '../shell.ts';
import { useWhatIf } from '../whatif/whatif-store.ts';
import { useNavigation } from './navigation-store.ts';
import { useSession } from './session-store.ts';

/** The commands as the native menu mirrors them now. */
function menuNow(): readonly MenuCommand[] {
  const state = commandState();
  return COMMANDS.map((command) => ({
    id: command.id,
    label: command.label,
    menu: command.menu,
    enabled: command.when(state),
    ...(command.shortcut !== null && { accelerator: accelerator(command.shortcut) }),
  }));
}

/** Keeps the native menu in step with what can be done. */
export function startNativeMenu(): void {
  let shown = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = () => {
    const menu = menuNow();
    const text = JSON.stringify(menu);
    if (text === shown) return;
    shown = text;
    void shell().setMenu(menu);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(update, 50);
  };
  for (const store of [useNavigation, useSession, useInvestigate, useTabs, useCase, useWhatIf])
    store.subscribe(soon);
  update();
}
