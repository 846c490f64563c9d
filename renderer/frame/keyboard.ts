import { commandState } from '../commands/command-state.ts';
import { COMMANDS } from '../commands/registry.ts';
import { isShortcut } from '../commands/shortcut.ts';
import { shell } from '../shell.ts';
import { useDialog } from './dialog-store.ts';
import { goBack, goForward } from './navigation-store.ts';

export const isMac = (): boolean => shell().platform === 'darwin';

/** A box that is ticked takes no letters. */
const TYPED_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPED_IN) !== null;
}

/** A box that nothing was typed in has nothing of its own to take back. */
function isEmptyBox(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.value === '';
}

/** Runs the command whose key is pressed. Keys without a modifier belong to the box that is typed in. */
export function startKeyboard(): () => void {
  const keys = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const command = COMMANDS.find(
      (each) => each.shortcut !== null && isShortcut(each.shortcut, event, isMac()),
    );
    if (!command?.shortcut) return;
    const plain = !command.shortcut.includes('+');
    if (plain && isTyping(event.target)) return;
    if (command.notWhileTyping && isTyping(event.target) && !isEmptyBox(event.target)) return;
    if (useDialog.getState().open !== null && command.id !== 'show-palette') return;
    if (!command.when(commandState())) return;
    event.preventDefault();
    void command.run();
  };
  const mouse = (event: MouseEvent) => {
    if (event.button === 3) goBack();
    else if (event.button === 4) goForward();
    else return;
    event.preventDefault();
  };
  window.addEventListener('keydown', keys);
  window.addEventListener('mouseup', mouse);
  return () => {
    window.removeEventListener('keydown', keys);
    window.removeEventListener('mouseup', mouse);
  };
}
